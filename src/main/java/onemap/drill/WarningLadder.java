package onemap.drill;

import java.time.Duration;
import java.util.List;
import onemap.domain.Severity;

/** The steps of one typhoon's warnings, from blue to red and back, and when each is due. */
final class WarningLadder {
    /** Until {@code due} of the next step the level holds; {@link Severity#NONE} says that nothing is in force. */
    record Step(int number, Duration due, Severity level) {}

    private static final List<Step> STEPS = List.of(step(0, 0, Severity.NONE), step(1, 5, Severity.BLUE), step(2, 50, Severity.YELLOW),
            step(3, 100, Severity.ORANGE), step(4, 150, Severity.RED), step(5, 330, Severity.ORANGE), step(6, 420, Severity.YELLOW),
            step(7, 500, Severity.BLUE), step(8, 590, Severity.NONE));

    private WarningLadder() {}

    private static Step step(int number, long dueSeconds, Severity level) {
        return new Step(number, Duration.ofSeconds(dueSeconds), level);
    }

    /** The step that holds at that time of a cycle. */
    static Step at(Duration elapsed) {
        return STEPS.stream().filter(step -> step.due().compareTo(elapsed) <= 0).reduce((earlier, later) -> later).orElseThrow();
    }
}
