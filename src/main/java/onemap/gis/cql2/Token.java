package onemap.gis.cql2;

/**
 * One word of a filter.
 *
 * @param text     names as written, keywords too; strings without their quotes
 * @param position of its first character, from 1
 */
record Token(Sort sort, String text, int position) {
    /** What sort of word it is. */
    enum Sort {
        NAME, QUOTED_NAME, STRING, NUMBER, SIGN, END
    }

    boolean is(String keyword) { return sort == Sort.NAME && text.equalsIgnoreCase(keyword); }

    boolean isSign(String sign) { return sort == Sort.SIGN && text.equals(sign); }

    /** As a sentence names it. */
    String shown() { return sort == Sort.END ? "the end" : "\"" + text + "\""; }
}
