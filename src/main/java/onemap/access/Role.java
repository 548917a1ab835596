package onemap.access;

import static onemap.access.Permission.ACKNOWLEDGE;
import static onemap.access.Permission.AUDIT;
import static onemap.access.Permission.EDIT_REGISTERS;
import static onemap.access.Permission.OWN_ACCOUNT;
import static onemap.access.Permission.OWN_SESSION;
import static onemap.access.Permission.PLACE_DEVICE;
import static onemap.access.Permission.POST_FEEDS;
import static onemap.access.Permission.READ_CONTACTS;
import static onemap.access.Permission.READ_FEEDS;
import static onemap.access.Permission.READ_FIGURES;
import static onemap.access.Permission.READ_LOG;
import static onemap.access.Permission.READ_NAMES;
import static onemap.access.Permission.READ_PICTURE;
import static onemap.access.Permission.RESOLVE_CONFLICT;
import static onemap.access.Permission.REVEAL_CONTACTS;
import static onemap.access.Permission.WRITE_LOG;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What kind of person or machine somebody is, and thereby what it may do. */
public enum Role {
    /** 大屏: a screen on a wall, unattended, reads only. */
    WALL("wall", "大屏", EnumSet.of(READ_PICTURE, READ_LOG, OWN_SESSION)),
    /** 现场队员. */
    FIELD_MEMBER("field-member", "现场队员", EnumSet.of(READ_PICTURE, READ_NAMES, OWN_SESSION, OWN_ACCOUNT)),
    /** 值班员. */
    DUTY_OFFICER("duty-officer", "值班员",
            EnumSet.of(READ_PICTURE, READ_LOG, READ_NAMES, READ_CONTACTS, REVEAL_CONTACTS, READ_FEEDS, READ_FIGURES, ACKNOWLEDGE,
                    PLACE_DEVICE, EDIT_REGISTERS,
                    WRITE_LOG, OWN_SESSION, OWN_ACCOUNT)),
    /** 带班领导. */
    LEADER("leader", "带班领导", with(DUTY_OFFICER, RESOLVE_CONFLICT, AUDIT)),
    /** 指挥长. */
    COMMANDER("commander", "指挥长", with(LEADER)),
    /** 管理员. */
    ADMINISTRATOR("administrator", "管理员", EnumSet.allOf(Permission.class)),
    /** 部门接入: another department's machine. */
    DEPARTMENT_FEED("department-feed", "部门接入", EnumSet.of(POST_FEEDS, OWN_SESSION));

    private final String word;
    private final String title;
    private final Set<Permission> permissions;

    Role(String word, String title, EnumSet<Permission> permissions) {
        this.word = word;
        this.title = title;
        this.permissions = permissions;
    }

    private static EnumSet<Permission> with(Role role, Permission... more) {
        var all = EnumSet.copyOf(role.permissions);
        all.addAll(List.of(more));
        return all;
    }

    /** The word of settings, commands and JSON. */
    public String word() { return word; }

    /** The Chinese title. */
    public String title() { return title; }

    /** One that somebody signs in with; the others are machines'. */
    public boolean isPersons() {
        return this != WALL && this != DEPARTMENT_FEED;
    }

    public boolean may(Permission permission) { return permissions.contains(permission); }

    public Set<Permission> permissions() { return Set.copyOf(permissions); }

    /** By its word, its title or the short forms people type: {@code admin}, {@code officer}, {@code field}, {@code feed}, {@code leader-in-charge}. */
    public static Optional<Role> find(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_]+", "-");
        String full = switch (word) {
            case "admin" -> "administrator";
            case "officer", "duty" -> "duty-officer";
            case "field", "member" -> "field-member";
            case "leader-in-charge" -> "leader";
            case "feed", "department" -> "department-feed";
            default -> word;
        };
        return Arrays.stream(values()).filter(role -> role.word.equals(full) || role.title.equals(word)).findFirst();
    }
}
