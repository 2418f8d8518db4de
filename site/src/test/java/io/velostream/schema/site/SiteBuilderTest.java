// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteBuilderTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;
  private Path target;

  @BeforeEach
  void createTarget() {
    target = folder.resolve("site");
  }

  @Test
  void buildsThePagesOfThisRepositoryWithoutDeadLinks() throws IOException {
    assertThat(SiteBuilder.build(ROOT, target)).startsWith("OK pages=").endsWith("dead=0");

    assertThat(target.resolve("index.html")).content().contains("overview.svg", "style.css");
    assertThat(target.resolve("operations.html"))
        .content()
        .contains("<nav>", "aria-current=\"page\">Operations<")
        .doesNotContain("language-mermaid", ".md\"");
    assertThat(target.resolve("pages.js")).content().contains("\"name\":\"operations\"");
    assertThat(target.resolve("lunr.js")).isNotEmptyFile();
  }

  @Test
  void drawsTheDataFlowOfEachPageThatSpeaksOfTheProduct() throws IOException {
    SiteBuilder.build(ROOT, target);

    for (String page : SiteBuilder.pagesWithDrawing()) {
      assertThat(target.resolve(page + ".html")).content().contains("<svg class=\"flow\"");
    }
  }

  @Test
  void reportsLinksToFilesAndHeadingsThatAreNotThere() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "# A page\n\n[1](x.md) [2](#none)");
    Page read = Page.read(page, "page");
    SiteLinks links = new SiteLinks(folder, java.util.List.of(read));

    links.resolve(read, "x.md");
    links.resolve(read, "#none");
    links.resolve(read, "#a-page");
    links.resolve(read, "https://example.com");

    assertThat(links.dead()).containsExactlyInAnyOrder("page.md: x.md", "page.md: #none");
    assertThat(links.checked()).isEqualTo(3);
  }

  @Test
  void refusesAPageWithoutHeading() throws IOException {
    Path page = Files.writeString(folder.resolve("page.md"), "text");

    assertThatThrownBy(() -> Page.read(page, "page"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("page.md has no heading");
  }
}
