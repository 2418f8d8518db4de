// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.velostream.schema.json.document.AssertedFormats;
import io.velostream.schema.json.document.Draft;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What strings have a format, each beside one that nearly has it. */
class FormatsTest {

  private static final Set<String> MAY_HOLD_LINE_ENDS =
      Set.of("json-pointer", "relative-json-pointer", "regex", "style");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alpha|abc|ab1",
        "alphanumeric|ab1|ab-1",
        "color|#1a2b3c|#1a2b",
        "color|rgb(1, 2, 3)|rgb(1, 2)",
        "date|2024-02-29|2023-02-29",
        "date-time|2020-01-01T00:00:00Z|2020-01-01 00:00:00Z",
        "date-time|2020-01-01t00:00:00.123456789012345+01:30|2020-01-01T00:00:00",
        "date-time|1998-12-31T15:59:60.123-08:00|1998-12-31T22:59:60Z",
        "duration|P1Y2M3DT4H5M6S|P1D2H",
        "duration|P2W|P2W1D",
        "email|joe.bloggs@example.com|.joe@example.com",
        "email|\"joe bloggs\"@example.com|joe bloggs@example.com",
        "email|joe@[127.0.0.1]|joe@[127.0.0.300]",
        "email|joe@[IPv6:::1]|joe@[IPv6:zz]",
        "hostname|www.example.com|-bad.example.com",
        "idn-email|실례@실례.테스트|실례",
        "idn-hostname|실례.테스트|〮실례.테스트",
        "idn-hostname|l·l|a·l",
        "ip-address|127.0.0.1|127.0.0",
        "ipv4|192.168.0.1|192.168.0.01",
        "ipv6|::42:ff:1|12345::",
        "ipv6|1:2:3:4:5:6:192.168.0.1|1:2:3:4:5:6:7:192.168.0.1",
        "ipv6|::|1::2::3",
        "ipv6|1:2:3:4:5:6:7::|1:2:3:4:5:6:7",
        "iri|http://ƒøø.ßår/?∂éœ=πîx#πîüx|/abc",
        "iri-reference|/âππ|\\\\WINDOWS\\filëßåré",
        "json-pointer|/foo/bar~0/~1|/foo/bar~",
        "phone|+49 30 123456|030 123456",
        "regex|^a(b)*$|^(abc]",
        "relative-json-pointer|1/a|01",
        "style|color: red|red",
        "time|23:59:60Z|24:00:00Z",
        "time|01:29:60+01:30|01:30:60+01:30",
        "uri|http://[2001:db8::1]:80/a?b#c|http://[2001:zz::1]/",
        "uri|urn:oasis:names:specification:docbook|//foo.bar/?baz=qux",
        "uri-reference|../a?b#c|a b",
        "uri-template|http://example.com/{term:1}/{term}|http://example.com/{term:1}/{term",
        "utc-millisec|1234.5|12a",
        "uuid|2eb8aa08-aa98-11ea-b4aa-73b441d16380|2eb8aa08-aa98-11ea-b4aa73b441d16380"
      })
  void tellsWhatHasAFormat(String name, String text, String other) {
    StringFormat format = StringFormats.of(name);
    assertThat(format).isNotNull();
    assertThat(format.matches(text, steps -> {})).as(text).isTrue();
    assertThat(format.matches(other, steps -> {})).as(other).isFalse();
    boolean mayHoldLineEnds = MAY_HOLD_LINE_ENDS.contains(name);
    assertThat(format.matches(text + "\n", steps -> {})).as("line end").isEqualTo(mayHoldLineEnds);
    assertThat(AssertedFormats.isAsserted(TextNode.valueOf(name), Draft.DRAFT_7)).isTrue();
    assertThat(AssertedFormats.isAsserted(TextNode.valueOf(name), Draft.DRAFT_2020_12)).isFalse();
  }

  @Test
  void ignoresUnknownFormats() {
    assertThat(StringFormats.of("money")).isNull();
    assertThat(AssertedFormats.isAsserted(TextNode.valueOf("money"), Draft.DRAFT_7)).isFalse();
  }
}
