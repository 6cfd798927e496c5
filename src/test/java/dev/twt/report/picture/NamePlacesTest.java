package dev.twt.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamePlacesTest {
    private final NamePlaces places = new NamePlaces(20, 300);

    @Test
    void shouldGiveTheWishedPlaceWhereNothingIs() {
        places.point(100, 100);

        assertThat(places.name(109, 150, 104)).isEqualTo(104);
    }

    @Test
    void shouldWriteNoNameOverALine() {
        places.line(100, 100, 200, 90);

        double base = places.name(109, 150, 104);

        assertThat(base).as("below the line, which is at 99 there").isBetween(110.0, 116.0);
    }

    @Test
    void shouldGoAboveWhereThatIsNearer() {
        places.line(0, 110, 100, 110);

        assertThat(places.name(40, 90, 104)).isEqualTo(104);
        assertThat(places.name(40, 90, 104)).as("above the name that is there").isLessThan(104);
    }

    @Test
    void shouldWriteNamesOfTheSamePointBelowEachOther() {
        assertThat(places.name(40, 90, 104)).isEqualTo(104);
        assertThat(places.name(40, 90, 104)).isEqualTo(118);
        assertThat(places.name(40, 90, 104)).isEqualTo(90);
        assertThat(places.name(95, 120, 104)).as("beside them").isEqualTo(104);
    }

    @Test
    void shouldStayInThePicture() {
        places.name(40, 90, 290);

        assertThat(places.name(40, 90, 290)).isEqualTo(276);
    }

    @Test
    void shouldGiveTheWishedPlaceWhereNoneIsFree() {
        NamePlaces narrow = new NamePlaces(100, 110);
        narrow.line(0, 95, 200, 95);
        narrow.line(0, 105, 200, 105);

        assertThat(narrow.name(40, 90, 104)).isEqualTo(104);
    }
}
