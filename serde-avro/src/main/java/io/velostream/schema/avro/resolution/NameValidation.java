// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.resolution;

import io.velostream.schema.avro.compiled.io.AvroVersion;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Disables Avro's validation of names when schemas are parsed or copied. Avro 1.12 has name
 * validators. Avro 1.11 has a flag of the parser and, for copying, a private thread-local flag.
 */
public final class NameValidation {

  private static final boolean HAS_VALIDATORS = AvroVersion.has("org.apache.avro.NameValidator");

  private NameValidation() {}

  /** Returns a parser that validates neither names nor defaults. */
  public static Schema.Parser lenientParser() {
    Schema.Parser parser = HAS_VALIDATORS ? Validators.parser() : ValidationFlags.parser();
    return parser.setValidateDefaults(false);
  }

  /** Runs a task in which Avro may copy schemas, without the validation of names. */
  static <T> T runWithout(Supplier<T> work) {
    return HAS_VALIDATORS ? Validators.runWithout(work) : ValidationFlags.runWithout(work);
  }

  /** Needs Avro 1.12.0. */
  private static final class Validators {

    static Schema.Parser parser() {
      return new Schema.Parser(NameValidator.NO_VALIDATION);
    }

    @SuppressWarnings("deprecation") // the copying of schemas has no validator parameter
    static <T> T runWithout(Supplier<T> work) {
      NameValidator before = Schema.getNameValidator();
      Schema.setNameValidator(NameValidator.NO_VALIDATION);
      try {
        return work.get();
      } finally {
        Schema.setNameValidator(before);
      }
    }
  }

  /** For Avro 1.11. */
  private static final class ValidationFlags {

    private static final Method PARSER_SETTER = findParserSetter();

    /** Null if it is not accessible; then unusual names are rejected. */
    private static final @Nullable ThreadLocal<Boolean> THREAD_FLAG = findThreadFlag();

    static Schema.Parser parser() {
      try {
        return (Schema.Parser) PARSER_SETTER.invoke(new Schema.Parser(), false);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot disable name validation of Avro's parser", e);
      }
    }

    static <T> T runWithout(Supplier<T> work) {
      if (THREAD_FLAG == null) {
        return work.get();
      }
      Boolean before = THREAD_FLAG.get();
      THREAD_FLAG.set(false);
      try {
        return work.get();
      } finally {
        THREAD_FLAG.set(before);
      }
    }

    private static Method findParserSetter() {
      try {
        return Schema.Parser.class.getMethod("setValidate", boolean.class);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(
            AvroVersion.upgradeMessage("parsing schemas with unusual names", "1.11.3"), e);
      }
    }

    @SuppressWarnings("unchecked") // Avro 1.11 declares it so
    private static @Nullable ThreadLocal<Boolean> findThreadFlag() {
      try {
        Field flag = Schema.class.getDeclaredField("validateNames");
        flag.setAccessible(true);
        return (ThreadLocal<Boolean>) flag.get(null);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }
  }
}
