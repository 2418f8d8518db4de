// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts of random graphs, with cycles. */
class LayoutTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 20, 40, 80})
  void boxesDoNotOverlapAndNoArrowCrossesABox(int size) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Double> widths = new ArrayList<>();
      List<DrawnEdge> edges = new ArrayList<>();
      for (int node = 0; node < size; node++) {
        widths.add(60.0 + random.nextInt(300));
      }
      for (int edge = 0; edge < size * 3 / 2; edge++) {
        edges.add(
            new DrawnEdge(
                random.nextInt(size), random.nextInt(size), random.nextBoolean(), EdgeState.PLAIN));
      }
      PageLayout page = new PageLayout(widths, edges);
      assertNoOverlaps(page, size);
      assertNoBoxIsCrossed(page, size, edges);
    }
  }

  @Test
  void aChainIsARowFromLeftToRight() {
    PageLayout page = new PageLayout(Collections.nCopies(3, 100.0), edges(0, 1, 1, 2));

    assertThat(page.box(0).x()).isLessThan(page.box(1).x());
    assertThat(page.box(1).x()).isLessThan(page.box(2).x());
    assertThat(page.box(0).y()).isEqualTo(page.box(2).y());
  }

  @Test
  void arrowsThatNeedNotCrossDoNotCross() {
    List<DrawnEdge> edges = edges(0, 5, 1, 4, 2, 3);
    edges.addAll(edges(6, 0, 6, 1, 6, 2));
    PageLayout page = new PageLayout(Collections.nCopies(7, 100.0), edges);

    boolean[] isAbove = {page.box(0).y() < page.box(1).y(), page.box(1).y() < page.box(2).y()};
    assertThat(page.box(5).y() < page.box(4).y()).isEqualTo(isAbove[0]);
    assertThat(page.box(4).y() < page.box(3).y()).isEqualTo(isAbove[1]);
  }

  @Test
  void theHeadOfAnArrowThatWasTurnedRoundIsAtItsTarget() {
    PageLayout page = new PageLayout(Collections.nCopies(3, 100.0), edges(0, 1, 1, 2, 2, 0));

    List<PartLayout.Point> route = page.route(2);
    assertThat(route.get(0).x()).isEqualTo(page.box(2).x());
    assertThat(route.get(route.size() - 1).x()).isEqualTo(page.box(0).x() + 100);
  }

  private static void assertNoOverlaps(PageLayout page, int size) {
    for (int one = 0; one < size; one++) {
      PartLayout.Box a = page.box(one);
      assertThat(a.x()).isGreaterThanOrEqualTo(0);
      assertThat(a.y()).isGreaterThanOrEqualTo(-0.001);
      assertThat(a.x() + a.width()).isLessThanOrEqualTo(page.width() + 0.001);
      assertThat(a.y() + PartLayout.BOX_HEIGHT).isLessThanOrEqualTo(page.height() + 0.001);
      for (int other = 0; other < one; other++) {
        PartLayout.Box b = page.box(other);
        boolean isApart =
            a.x() + a.width() <= b.x()
                || b.x() + b.width() <= a.x()
                || a.y() + PartLayout.BOX_HEIGHT <= b.y()
                || b.y() + PartLayout.BOX_HEIGHT <= a.y();
        assertThat(isApart).as("boxes %s and %s", a, b).isTrue();
      }
    }
  }

  /** Checks the straight parts; curves stay between columns, where there are no boxes. */
  private static void assertNoBoxIsCrossed(PageLayout page, int size, List<DrawnEdge> edges) {
    for (int edge = 0; edge < edges.size(); edge++) {
      List<PartLayout.Point> route = page.route(edge);
      for (int index = 0; index + 1 < route.size(); index++) {
        double left = Math.min(route.get(index).x(), route.get(index + 1).x());
        double right = Math.max(route.get(index).x(), route.get(index + 1).x());
        double top = Math.min(route.get(index).y(), route.get(index + 1).y());
        double bottom = Math.max(route.get(index).y(), route.get(index + 1).y());
        for (int node = 0; node < size; node++) {
          PartLayout.Box box = page.box(node);
          boolean isApart =
              right <= box.x()
                  || left >= box.x() + box.width()
                  || bottom <= box.y()
                  || top >= box.y() + PartLayout.BOX_HEIGHT;
          assertThat(isApart).as("arrow %s and box %s", route, box).isTrue();
        }
      }
    }
  }

  private static List<DrawnEdge> edges(int... ends) {
    List<DrawnEdge> edges = new ArrayList<>();
    for (int index = 0; index < ends.length; index += 2) {
      edges.add(new DrawnEdge(ends[index], ends[index + 1], false, EdgeState.PLAIN));
    }
    return edges;
  }
}
