package onemap.gis.export;

import java.math.BigDecimal;

/** Numbers as every program reads them. */
final class Numbers {
    private Numbers() {}

    /** 28, 28.41; never 2.8E1. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
