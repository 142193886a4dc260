from bot.answering.depth import Depth


def test_one_step_simpler_leads_to_plain_words_and_ends_there() -> None:
    steps = [Depth.DEEPER]
    while steps[-1].step_simpler is not steps[-1]:
        steps.append(steps[-1].step_simpler)

    assert steps == [Depth.DEEPER, Depth.SHORT, Depth.SIMPLER]


def test_one_step_deeper_leads_to_the_exact_truth_and_ends_there() -> None:
    assert {depth: depth.step_deeper for depth in Depth} == {
        Depth.SIMPLER: Depth.DEEPER,
        Depth.SHORT: Depth.DEEPER,
        Depth.EXAMPLE: Depth.DEEPER,
        Depth.DEEPER: Depth.DEEPER,
        Depth.WHOLE: Depth.WHOLE,
    }
