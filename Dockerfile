# Porter in a container: two stages, no compiler and no root in the one that runs.
#
#   docker build --tag porter .
#   docker run --detach --env DISCORD_TOKEN --read-only --cap-drop ALL --volume porter:/var/lib/porter porter
#
# With settings: --volume "$PWD/config.yaml:/etc/porter/config.yaml:ro"

FROM python:3.13.7-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
RUN python -m venv --without-pip /porter && python -m venv /build
COPY requirements.txt requirements-build.txt ./
RUN /build/bin/pip install --require-hashes --requirement requirements-build.txt \
    && /build/bin/pip --python /porter/bin/python install --no-compile --require-hashes --requirement requirements.txt
COPY . .
# Bytecode that doesn't depend on file times, which copying between stages may change.
RUN /build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /build/bin/pip --python /porter/bin/python install --no-compile --no-deps /wheels/*.whl \
    && python -m compileall -q --invalidation-mode unchecked-hash /porter/lib \
    && /porter/bin/porter check

FROM python:3.13.7-slim-trixie
ENV PATH=/porter/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_DATA_HOME=/var/lib
# What Porter remembers lies here, in a volume: without a name for it, a new container begins anew.
RUN install --directory --owner=65532 --group=65532 /var/lib/porter
VOLUME /var/lib/porter
COPY --from=build /porter /porter
# ./config.yaml is looked for here.
WORKDIR /etc/porter
# A number, so that Kubernetes can see that it isn't root.
USER 65532:65532
# /dev/shm can be written even where the root file system is read-only.
ENTRYPOINT ["porter", "--health-file", "/dev/shm/porter-health"]
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=2 \
    CMD ["porter", "health", "/dev/shm/porter-health"]
