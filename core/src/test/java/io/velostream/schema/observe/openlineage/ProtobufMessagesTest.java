// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.observe.openlineage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtobufMessagesTest {

  @Test
  void findsFieldsAmongAllElse() {
    String text =
        """
        syntax = "proto2"; // message Not { }
        package a.b;
        option (custom) = { message: "message X { }" };
        enum E { ZERO = 0 [deprecated = true]; ONE = 1; }
        message First {
          option deprecated = true;
          reserved 5, 9 to max; reserved "x";
          enum Inner { NONE = 0; }
          required .a.b.Second second = 1 [(opt) = { a: 1; b: "}" }];
          map<string, Second> by_name = 2;
          oneof any { option (x) = 1; int32 n = 3; Inner i = 4; }
          repeated group Line = 6 { optional bytes raw = 7; }
          extensions 100 to 199;
          message Nested { optional string s = 1; }
        }
        extend First { optional int32 more = 100; }
        service S { rpc Call (First) returns (Second) { option deprecated = true; } }
        message Second { }
        """;

    assertThat(ProtobufMessages.of(text).keySet())
        .containsExactly("a.b.First", "a.b.First.Line", "a.b.First.Nested", "a.b.Second");
    assertThat(ProtobufMessages.of(text).get("a.b.First"))
        .extracting(each -> each.name() + ":" + each.type() + ":" + each.key())
        .containsExactly(
            "second:.a.b.Second:null",
            "by_name:Second:string",
            "n:int32:null",
            "i:Inner:null",
            "Line:Line:null");
    assertThat(ProtobufMessages.of(text).get("a.b.First.Line"))
        .extracting(ProtobufMessages.Field::name)
        .containsExactly("raw");
  }

  @Test
  void damagedTextsEnd() {
    String text = "message A { map<string, B> m = 1; oneof o { int32 n = 2; } } enum E { A = 0; }";
    for (int i = 0; i < text.length(); i++) {
      assertThat(ProtobufMessages.of(text.substring(0, i))).isNotNull();
      assertThat(ProtobufMessages.of(text.substring(i))).isNotNull();
    }
  }
}
