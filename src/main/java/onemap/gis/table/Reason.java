package onemap.gis.table;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a file, row or cell cannot be used, for the person who brought it.
 *
 * @param code   counted under this name: lower case with underscores
 * @param zh     what is wrong, in Chinese, without the place
 * @param en     the same in English
 * @param file   name of the file
 * @param row    as the person sees it in the file, from 1
 * @param column its header, or its letter when it has none
 */
public record Reason(String code, String zh, String en, String file, OptionalInt row, Optional<String> column) {
    public static Reason of(String file, String code, String zh, String en) {
        return new Reason(code, zh, en, file, OptionalInt.empty(), Optional.empty());
    }

    public Reason atRow(int number) { return new Reason(code, zh, en, file, OptionalInt.of(number), column); }

    public Reason inColumn(String header) { return new Reason(code, zh, en, file, row, Optional.of(header)); }

    /** One sentence with the place: {@code 安置点.xlsx,第 7 行,“经度”列:…}. */
    public String textZh() {
        return file + (row.isPresent() ? ",第 " + row.getAsInt() + " 行" : "") + column.map(name -> ",“" + name + "”列").orElse("") + ":" + zh;
    }

    public String textEn() {
        return file + (row.isPresent() ? ", row " + row.getAsInt() : "") + column.map(name -> ", column “" + name + "”").orElse("") + ": "
                + en;
    }

    public Refused refused() { return new Refused(this); }
}
