package onemap;

import java.util.List;
import onemap.feed.Feed;
import onemap.journal.disk.DataFolder;

/** The lines that say where the server is to be found, once it is: people and tests read them. */
final class Banner {
    private Banner() {}

    static void print(List<String> web, List<Feed> feeds, int port, DataFolder folder) {
        System.out.println("onemap 应急指挥一张图  " + web.getFirst() + "   wall 大屏 /wall   feeds 接入 /feeds");
        web.stream().skip(1).forEach(line -> System.out.println("  " + line));
        System.out.println("  web.port=" + port);
        for (Feed feed : feeds)
            feed.ports().forEach((name, number) -> System.out.println("  " + name + "=" + number));
        System.out.println("  data=" + folder.path());
        System.out.flush();
    }
}
