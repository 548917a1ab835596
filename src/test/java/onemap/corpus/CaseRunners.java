package onemap.corpus;

import java.util.List;
import onemap.feed.camera.CameraCases;
import onemap.feed.cap.CapCases;
import onemap.feed.jt808.Jt808Cases;

/** One line for each protocol that has cases. */
final class CaseRunners {
    static final List<CaseRunner> ALL = List.of( //
            new Jt808Cases(), //
            new MqttCases(), //
            new CapCases(), //
            new CameraCases());

    private CaseRunners() {}
}
