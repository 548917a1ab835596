package onemap;

import java.util.Map;
import onemap.access.AccessSettings;
import onemap.feed.camera.CameraSettings;
import onemap.feed.cap.CapSettings;
import onemap.feed.jt808.Jt808Settings;
import onemap.feed.mqtt.MqttSettings;
import onemap.flow.FlowSettings;
import onemap.journal.archive.ArchiveSettings;
import onemap.journal.audit.AuditSettings;
import onemap.gis.online.OnlineMapSettings;
import onemap.hook.HookSettings;
import onemap.journal.history.HistorySettings;
import onemap.journal.JournalSettings;
import onemap.live.HazelcastSettings;
import onemap.live.LiveSettings;
import onemap.stream.StreamSettings;
import onemap.web.api.Freshness;
import onemap.web.WebSettings;

/**
 * The whole configuration, {@code config/onemap.json}: each part is declared, checked and documented in its own package.
 *
 * @param data      data folder, relative to the project
 * @param gisData   folder of catalogue and layers
 * @param thresholds file of the stations' limits
 * @param freshness how long each class of data stays fresh
 */
record Settings(String data, String gisData, String thresholds, int checkpointSeconds, WebSettings web, AccessSettings access,
        FeedSettings feeds, FlowSettings flow, JournalSettings journal, AuditSettings audit, HistorySettings history,
        ArchiveSettings archive, LiveSettings live,
        HazelcastSettings hazelcast, StreamSettings stream, HookSettings webhooks, OnlineMapSettings onlineMap,
        Map<String, Freshness> freshness) {

    /** One entry per protocol. */
    record FeedSettings(Jt808Settings jt808, MqttSettings mqtt, CapSettings cap, CameraSettings cameras) {}

    Settings {
        if (checkpointSeconds < 1) throw new IllegalArgumentException("checkpointSeconds: " + checkpointSeconds + " is not positive");
    }
}
