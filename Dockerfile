# Porter in a container: two stages, no compiler and no root in the one that runs.
#
#   docker build --tag porter .
#   docker run --detach --env DISCORD_TOKEN --read-only --cap-drop ALL porter
#
# With settings: --volume "$PWD/config.yaml:/etc/porter/config.yaml:ro" --env PORTER_CONFIG=/etc/porter/config.yaml

FROM python:3.13.7-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
RUN python -m venv /porter
COPY requirements.txt .
RUN /porter/bin/pip install --require-hashes --requirement requirements.txt
COPY . .
RUN /porter/bin/pip install --no-deps . \
    && /porter/bin/porter check

FROM python:3.13.7-slim-trixie
ENV PATH=/porter/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
COPY --from=build /porter /porter
WORKDIR /tmp
# A number, so that Kubernetes can see that it isn't root.
USER 65532:65532
# /dev/shm can be written even where the root file system is read-only.
ENTRYPOINT ["porter", "--health-file", "/dev/shm/porter-health"]
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s --retries=2 \
    CMD ["porter", "health", "/dev/shm/porter-health"]
