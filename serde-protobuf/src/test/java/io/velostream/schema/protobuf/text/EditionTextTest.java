// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.JavaFeaturesProto.JavaFeatures;
import com.google.protobuf.UnknownFieldSet;
import io.velostream.schema.model.InvalidSchemaException;
import org.junit.jupiter.api.Test;

/** Features of editions, of which a program knows those of its own language only. */
class EditionTextTest {

  /** As {@code features.(pb.cpp).string_type = VIEW} is in the descriptors of Java. */
  private static final UnknownFieldSet OF_ANOTHER_LANGUAGE =
      UnknownFieldSet.newBuilder()
          .addField(
              1000,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFrom(new byte[] {16, 2}))
                  .build())
          .build();

  private static FileDescriptorProto file(FeatureSet.Builder features) {
    return FileDescriptorProto.newBuilder()
        .setName("a.proto")
        .setSyntax("editions")
        .setEdition(Edition.EDITION_2023)
        .setOptions(FileOptions.newBuilder().setFeatures(features))
        .build();
  }

  private static String printedTwice(FileDescriptorProto file) {
    String text = ProtoPrinter.print(file);
    assertThat(ProtoPrinter.print(ProtoParser.parse("a.proto", text))).isEqualTo(text);
    return text;
  }

  @Test
  void leavesOutFeaturesOfOtherLanguages() {
    FeatureSet.Builder features =
        FeatureSet.newBuilder()
            .setFieldPresence(FeatureSet.FieldPresence.IMPLICIT)
            .setUnknownFields(OF_ANOTHER_LANGUAGE);

    assertThat(printedTwice(file(features))).contains("option features.field_presence = IMPLICIT;");
    assertThat(printedTwice(file(FeatureSet.newBuilder().setUnknownFields(OF_ANOTHER_LANGUAGE))))
        .doesNotContain("features");
    assertThat(printedTwice(file(FeatureSet.newBuilder()))).doesNotContain("features");
  }

  @Test
  void printsFeaturesOfJavaOneByOne() {
    FeatureSet.Builder features =
        FeatureSet.newBuilder()
            .setFieldPresence(FeatureSet.FieldPresence.IMPLICIT)
            .setExtension(
                JavaFeaturesProto.java_,
                JavaFeatures.newBuilder()
                    .setLegacyClosedEnum(false)
                    .setUtf8Validation(JavaFeatures.Utf8Validation.VERIFY)
                    .build());

    assertThat(printedTwice(file(features)))
        .contains(
            """
            option features.field_presence = IMPLICIT;
            option features.(pb.java).legacy_closed_enum = false;
            option features.(pb.java).utf8_validation = VERIFY;
            """);
  }

  @Test
  void readsFeaturesOfAnyLanguageInAggregates() {
    String text =
        """
        edition = "2023";
        option features = { field_presence: IMPLICIT [pb.java] { legacy_closed_enum: false } };
        """;

    assertThat(ProtoParser.parse("a.proto", text).getOptions().getFeatures().getFieldPresence())
        .isEqualTo(FeatureSet.FieldPresence.IMPLICIT);
  }

  @Test
  void leavesOutUnknownFieldsOfCustomOptions() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(50000, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    FileDescriptorProto.Builder file = file(FeatureSet.newBuilder()).toBuilder();
    file.addMessageTypeBuilder()
        .setName("A")
        .setOptions(MessageOptions.newBuilder().setUnknownFields(unknown));

    assertThat(printedTwice(file.build())).contains("message A {\n}");
  }

  @Test
  void keepsVisibilityAndImportsForOptionsOfEdition2024() {
    String text =
        """
        edition = "2024";
        package a;

        import option "x.proto";

        export message A {
          int32 local = 1;
          local message B {
          }
          export enum C {
            ZERO = 0;
          }
        }

        local enum D {
          NONE = 0;
        }
        """;

    assertThat(ProtoPrinter.print(ProtoParser.parse("a.proto", text))).isEqualTo(text);
  }

  @Test
  void visibilityIsNoKeywordOfOlderEditions() {
    assertThatThrownBy(
            () -> ProtoParser.parse("a.proto", "edition = \"2023\"; export message A {}"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("no statement of a file begins with 'export'");
    assertThatThrownBy(
            () -> ProtoParser.parse("a.proto", "edition = \"2024\"; export option a = 1;"))
        .isInstanceOf(InvalidSchemaException.class)
        .hasMessageContaining("'export' is followed by 'option'");
  }
}
