// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Reads configuration files: YAML if the name ends in {@code .yaml} or {@code .yml}, and properties
 * otherwise, in UTF-8. Keys of nested YAML mappings are joined by dots, and items of lists by
 * commas. Variables such as <code>${file:/etc/secrets.properties:password}</code> and <code>
 * ${env:PASSWORD}</code> are replaced by Kafka's config providers.
 *
 * <p>Stateless: any thread may call any method.
 */
public final class ConfigFiles {

  /** The key that names a configuration file. */
  public static final String KEY = "schema.config.file";

  private static final int MAX_BYTES = 1 << 20;

  private ConfigFiles() {}

  /**
   * Reads a file.
   *
   * @return its entries in their order; the caller may change the map
   * @throws ConfigException naming file and line, if the file cannot be read, is malformed, has a
   *     key twice, or has a variable without a value
   */
  public static Map<String, Object> read(Path file) {
    return new LinkedHashMap<>(ConfigVariables.resolved(file, parse(file), Map.of()));
  }

  /**
   * Adds the entries of the file that {@value #KEY} names to a configuration. A key of the
   * configuration replaces the same key of the file, and a key whose value is null removes it.
   *
   * @param configs the configuration of a client, serializer or deserializer
   * @return all entries, {@value #KEY} among them; {@code configs} itself if it names no file or
   *     was returned by this method. Unmodifiable in the former case
   * @throws ConfigException as {@link #read} does
   */
  @SuppressWarnings("unchecked") // values are only read
  public static Map<String, Object> expand(Map<String, ?> configs) {
    Object given = configs instanceof FileConfigs ? null : configs.get(KEY);
    if (given == null) {
      return (Map<String, Object>) configs;
    }
    Path file = pathOf(given);
    Map<String, FileEntry> entries = parse(file);
    return FileConfigs.merge(
        file, entries, ConfigVariables.resolved(file, entries, configs), configs);
  }

  /**
   * Adds the place in the file to the message of a failure, if it names a key of the file.
   *
   * @param configs what {@link #expand} returned
   */
  public static ConfigException located(ConfigException failure, Map<String, ?> configs) {
    return configs instanceof FileConfigs ofFile ? ofFile.located(failure) : failure;
  }

  /**
   * Names a key in a message, with its place in the file if it comes from one.
   *
   * @param configs what {@link #expand} returned
   */
  public static String describe(String key, Map<String, ?> configs) {
    return configs instanceof FileConfigs ofFile ? ofFile.describe(key) : key;
  }

  static String placeOf(Path file, int line) {
    return file + ", line " + line;
  }

  private static Path pathOf(Object given) {
    if (given.toString().isBlank()) {
      throw new ConfigException(KEY, given, "needs the path of a file");
    }
    try {
      return Path.of(given.toString().trim());
    } catch (InvalidPathException e) {
      throw new ConfigException(KEY, given, "is no path: " + e.getReason());
    }
  }

  private static Map<String, FileEntry> parse(Path file) {
    EntryCollector entries = new EntryCollector(file);
    String text = text(file);
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      YamlParser.parse(text, entries);
    } else {
      PropertiesParser.parse(text, entries);
    }
    return entries.entries();
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(
            "the configuration file " + file + " has more than " + MAX_BYTES + " bytes");
      }
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw refused("the configuration file " + file + " is not in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw refused("there is no file " + file.toAbsolutePath(), e);
    } catch (IOException e) {
      throw refused("the configuration file " + file + " cannot be read: " + e, e);
    }
  }

  private static ConfigException refused(String message, IOException cause) {
    ConfigException refused = new ConfigException(message);
    refused.addSuppressed(cause); // the message says all of it
    return refused;
  }
}
