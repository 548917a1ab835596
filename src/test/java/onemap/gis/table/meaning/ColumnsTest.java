package onemap.gis.table.meaning;

import onemap.domain.register.Register;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onemap.gis.table.Column;
import onemap.gis.table.Row;
import onemap.gis.table.meaning.Columns.Basis;
import org.junit.jupiter.api.Test;

/** Headers as bureaus write them. */
class ColumnsTest {
    @Test void knowsChineseAndEnglishHeaders() {
        assertThat(guess(Register.SHELTERS, "编号", "场所名称", "地址/乡镇", "地址/村", "详细地址", "经度(E)", "纬度(N)", "管理员", "联系电话", "可容纳人数(人)", "床位数"))
                .containsExactly(Meaning.ID,
                        Meaning.NAME, Meaning.TOWN, Meaning.VILLAGE, Meaning.ADDRESS, Meaning.EAST, Meaning.NORTH, Meaning.CONTACT,
                        Meaning.PHONE, Meaning.CAPACITY,
                        Meaning.BEDS);
        assertThat(guess(Register.TEAMS, "Team ID", "Team Name", "Longitude", "Latitude", "Members", "Equipment", "Phone")).containsExactly(
                Meaning.ID, Meaning.NAME,
                Meaning.EAST, Meaning.NORTH, Meaning.STRENGTH, Meaning.EQUIPMENT, Meaning.PHONE);
    }

    /** Who stands at which place of a list changes with the list. */
    @Test void aRunningNumberIsNoId() {
        assertThat(guess(Register.SHELTERS, "序号", "名称")).containsExactly(Meaning.OTHER, Meaning.NAME);
        assertThat(guess(Register.SHELTERS, "序号", "编号", "名称")).containsExactly(Meaning.OTHER, Meaning.ID, Meaning.NAME);
    }

    /** 人数 is the strength of a team, the capacity of a shelter and the people in danger at a risk point; 单位 a unit of supplies, else an organisation. */
    @Test void takesAWordForWhatItMeansInItsRegister() {
        assertThat(guess(Register.TEAMS, "人数")).containsExactly(Meaning.STRENGTH);
        assertThat(guess(Register.SHELTERS, "人数")).containsExactly(Meaning.CAPACITY);
        assertThat(guess(Register.RISK_POINTS, "受威胁户数", "受威胁人数", "所属清单", "人数")).containsExactly(Meaning.HOUSEHOLDS, Meaning.PERSONS,
                Meaning.KIND,
                Meaning.OTHER);
        assertThat(guess(Register.SUPPLIES, "仓库名称", "物资名称", "数量", "单位")).containsExactly(Meaning.NAME, Meaning.ITEM, Meaning.AMOUNT,
                Meaning.UNIT);
        assertThat(guess(Register.PEOPLE, "姓名", "职务", "单位", "手机号码")).containsExactly(Meaning.NAME, Meaning.DUTY, Meaning.ORGANISATION,
                Meaning.PHONE);
        assertThat(guess(Register.STATIONS, "测站编码", "站名", "警戒水位(m)", "保证水位(m)")).containsExactly(Meaning.ID, Meaning.NAME,
                Meaning.WARNING_LEVEL,
                Meaning.GUARANTEE_LEVEL);
        assertThat(guess(Register.ENTERPRISES, "企业名称", "统一社会信用代码", "危险化学品名称", "重大危险源等级")).containsExactly(Meaning.NAME, Meaning.ID,
                Meaning.SUBSTANCES,
                Meaning.GRADE);
        assertThat(guess(Register.CAMERAS, "设备名称", "国标编码", "RTSP地址")).containsExactly(Meaning.NAME, Meaning.CODE, Meaning.STREAM);
        assertThat(guess(Register.SCREENS, "屏幕名称", "控制卡编号")).containsExactly(Meaning.NAME, Meaning.CONTROLLER);
    }

    @Test void tellsSurveyorsXByTheValues() {
        var columns = columns("名称", "X", "Y");
        var surveyed = Columns.guess(Register.SHELTERS, columns,
                List.of(row("甲", "3231540.3", "548625.7"), row("乙", "3231541.3", "40548626.7")));
        var plain = Columns.guess(Register.SHELTERS, columns, List.of(row("甲", "548625.7", "3231540.3")));

        assertThat(surveyed.find(Meaning.EAST).orElseThrow().name()).isEqualTo("Y");
        assertThat(surveyed.guesses().get(1).basis()).isEqualTo(Basis.VALUES);
        assertThat(plain.find(Meaning.EAST).orElseThrow().name()).isEqualTo("X");
    }

    @Test void isCorrectedByThePerson() {
        var guessed = Columns.guess(Register.SHELTERS, columns("名称", "全称", "经度", "纬度"), List.of());

        var corrected = guessed.corrected(1, Meaning.NAME);

        assertThat(corrected.find(Meaning.NAME).orElseThrow().index()).isEqualTo(1);
        assertThat(corrected.guesses().get(0).meaning()).isEqualTo(Meaning.OTHER);
        assertThat(corrected.text(row("甲", "甲小学", "1", "2"), Meaning.NAME)).isEqualTo("甲小学");
        assertThat(corrected.locate()).isTrue();
    }

    private static List<Meaning> guess(Register register, String... names) {
        return Columns.guess(register, columns(names), List.of()).guesses().stream().map(Columns.Guess::meaning).toList();
    }

    private static List<Column> columns(String... names) {
        var columns = new ArrayList<Column>();
        for (String name : names)
            columns.add(new Column(columns.size(), name));
        return columns;
    }

    private static Row row(String... cells) { return new Row(2, Arrays.asList(cells), Optional.empty(), Optional.empty()); }
}
