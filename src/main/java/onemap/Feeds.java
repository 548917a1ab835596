package onemap;

import java.nio.file.Path;
import java.util.List;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.camera.CameraFeed;
import onemap.feed.cap.CapFeed;
import onemap.feed.jt808.Jt808;
import onemap.feed.mqtt.MqttFeed;

/** Every protocol the server speaks: one line each. */
final class Feeds {
    private Feeds() {}

    static List<Feed> of(Settings.FeedSettings settings, FeedContext context, Path data, byte[] secret) {
        return List.of( //
                new Jt808(settings.jt808(), context, secret), //
                new MqttFeed(settings.mqtt(), context), //
                new CapFeed(settings.cap(), context, data), //
                new CameraFeed(settings.cameras(), context));
    }
}
