// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files that registries know, so that schemas import them without a reference: {@code
 * google/protobuf/*.proto}, which protobuf-java has, {@code google/type/*.proto}, which are
 * resources of {@code proto-google-common-protos} if the application has that, and the two of
 * Confluent. No state that changes; thread-safe.
 */
public final class KnownFiles {

  private static final String GOOGLE_TYPES = "google/type/";
  private static final String JAVA_FEATURES = "google/protobuf/java_features.proto";
  private static final @Nullable FileDescriptor JAVA = javaFeatures();
  private static final String META = "confluent/meta.proto";
  private static final String DECIMAL = "confluent/type/decimal.proto";

  private static final Map<String, FileDescriptor> BUNDLED =
      List.of(
              AnyProto.getDescriptor(),
              ApiProto.getDescriptor(),
              DescriptorProtos.getDescriptor(),
              DurationProto.getDescriptor(),
              EmptyProto.getDescriptor(),
              FieldMaskProto.getDescriptor(),
              SourceContextProto.getDescriptor(),
              StructProto.getDescriptor(),
              TimestampProto.getDescriptor(),
              TypeProto.getDescriptor(),
              WrappersProto.getDescriptor())
          .stream()
          .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, Function.identity()));

  private static final Map<String, String> TEXTS =
      Map.of(
          META,
          """
          syntax = "proto3";
          package confluent;
          import "google/protobuf/descriptor.proto";
          message Meta {
            string doc = 1;
            map<string, string> params = 2;
            repeated string tags = 3;
          }
          extend google.protobuf.FileOptions { Meta file_meta = 1088; }
          extend google.protobuf.MessageOptions { Meta message_meta = 1088; }
          extend google.protobuf.FieldOptions { Meta field_meta = 1088; }
          extend google.protobuf.EnumOptions { Meta enum_meta = 1088; }
          extend google.protobuf.EnumValueOptions { Meta enum_value_meta = 1088; }
          """,
          DECIMAL,
          """
          syntax = "proto3";
          package confluent.type;
          message Decimal {
            bytes value = 1;
            uint32 precision = 2;
            int32 scale = 3;
          }
          """);

  private KnownFiles() {}

  /** Whether registries know a file, so that it is imported without a reference. */
  public static boolean contains(String name) {
    return BUNDLED.containsKey(name) || TEXTS.containsKey(name) || name.startsWith(GOOGLE_TYPES);
  }

  /** Returns a bundled file; null if it is not one. */
  static @Nullable FileDescriptor descriptor(String name) {
    return BUNDLED.get(name);
  }

  /**
   * Returns a file that protobuf-java has, though registries need a reference to it: for schemas
   * that lack the reference. Null if there is none.
   */
  static @Nullable FileDescriptor withoutReference(String name) {
    return name.equals(JAVA_FEATURES) ? JAVA : null;
  }

  /** Versions before 4.26 have no such class. */
  private static @Nullable FileDescriptor javaFeatures() {
    try {
      return (FileDescriptor)
          Class.forName("com.google.protobuf.JavaFeaturesProto")
              .getMethod("getDescriptor")
              .invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * Returns the text of a known file that is not bundled as a descriptor; null if it is not here.
   */
  static @Nullable String text(String name) {
    String text = TEXTS.get(name);
    return text == null && name.startsWith(GOOGLE_TYPES) && !name.contains("..")
        ? resource(name)
        : text;
  }

  private static @Nullable String resource(String name) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? KnownFiles.class.getClassLoader() : context;
    try (InputStream in = loader.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
