package onemap.county;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import onemap.county.Grid.Km;

/** Invented names in the manner of coastal Zhejiang; a name is given once. */
final class Names {
    private static final String[] FIRST = {"石", "桐", "梅", "青", "白", "沙", "竹", "松", "枫", "龙", "凤", "金", "银", "上", "下", "前", "后", "里", "外",
            "大", "小", "东", "西", "南",
            "北", "新", "老", "长", "高", "横", "双", "三", "五", "九", "岩", "桃", "柿", "茶", "麻", "黄", "乌", "红", "水", "云", "月", "阳", "官", "庙", "仙",
            "鹤"};
    private static final String[] FAMILY = {"王", "李", "张", "刘", "陈", "杨", "赵", "周", "吴", "徐", "孙", "朱", "胡", "林", "何", "郑", "叶", "潘", "蒋",
            "董", "章", "许", "金",
            "方", "柯", "卢", "应", "项", "娄", "戴"};
    private static final String[] HILL = {"坑", "岭", "坪", "岩", "源", "坞", "山", "岙", "岭脚", "溪头", "坑口", "树下", "岩头", "湾里", "岗"};
    private static final String[] VALLEY = {"溪", "洋", "畈", "渡", "桥", "滩", "坦", "宅", "溪口", "桥头", "埠头", "田", "泽", "园"};
    private static final String[] PLAIN = {"塘", "浦", "桥", "河", "闸", "泾", "洋", "埭", "塘下", "河头", "浦东", "渡头", "田", "街", "岸"};
    private static final String[] SHORE = {"湾", "港", "屿", "沙", "礁", "涂", "岙", "塘头", "浦口", "屿头", "门", "嘴"};
    private static final String[] PERSONS_ROLE = {"主任", "书记", "队长", "站长", "科长", "所长", "组长", "网格长"};
    private static final List<String> RIVERS = List.of("龙潭溪", "白岩坑", "大坑溪", "竹溪", "桃源溪", "柿坑", "茶园溪", "双溪", "枫树坑", "石柱溪", "黄坦溪", "乌岩坑",
            "仙人溪", "松岙河", "沙岙溪",
            "横山河", "长塘河", "金鸡溪", "银坑", "麻车溪", "鹤岙溪", "云溪", "月亮河", "官塘河", "庙前溪", "高岭坑", "阳坑", "红岩溪", "里坞溪", "外塘河", "九曲溪", "三溪", "五部溪", "水碓坑",
            "前溪", "后溪", "上坑", "下坑",
            "童坑", "胡陈溪", "坦头溪", "西岙溪", "东岙溪", "南岙溪", "北岙溪", "石鼓溪", "铜坑", "铁场溪", "栗树坑", "榧坑", "桑洲溪", "清溪坑", "泗溪", "浦东河", "浦西河", "岭脚溪", "葛溪",
            "缑溪", "箬坑", "杜溪", "亭溪",
            "山头溪", "凫溪", "雁坑", "鹭溪", "鹰嘴坑", "虎啸溪", "鹿溪", "猫坑", "蛇蟠溪");

    private final Random random;
    private final Set<String> given = new HashSet<>();

    Names(long seed) { random = new Random(seed); }

    /** Names for rivers, in the order to give them. */
    List<String> rivers() {
        var names = new ArrayList<>(RIVERS);
        Collections.shuffle(names, random);
        return names;
    }

    /** Of a village, from the lie of its land, without 村. */
    String village(Ground ground, Km at) {
        String[] last = ground.inlandKm(at) < 1.2
                ? SHORE
                : ground.heightMetres(at) > 90 ? HILL : ground.heightMetres(at) > 22 ? VALLEY : PLAIN;
        while (true) {
            String first = random.nextInt(3) == 0 ? pick(FAMILY) + (random.nextBoolean() ? "家" : "") : pick(FIRST);
            String name = first + pick(last);
            if (name.length() < 4 && given.add(name)) return name;
        }
    }

    /** Surname and role, the way a duty list names people. */
    String person(String... roles) {
        return pick(FAMILY) + pick(roles.length > 0 ? roles : PERSONS_ROLE);
    }

    String pick(String... words) { return words[random.nextInt(words.length)]; }

    int between(int least, int most) { return least + random.nextInt(most - least + 1); }

    /** The wish, or with 二, 三 … added when it is taken. */
    String distinct(String wish) {
        String name = wish;
        for (int i = 0; !given.add(name); i++)
            name = wish + (i < 9 ? "二三四五六七八九十".substring(i, i + 1) : String.valueOf(i + 2)) + "号";
        return name;
    }
}
