// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a schema file says its subject and version. See {@link FolderCatalog} for the
 * rules.
 */
final class FolderLayout {

  /** The end of the names of files with references of a schema. */
  static final String REFERENCES = ".references.json";

  /** The end of the names of files with metadata and rules of a schema. */
  static final String DATA_CONTRACT = ".data-contract.json";

  private static final Pattern VERSION = Pattern.compile("[vV]?0*(0|[1-9][0-9]{0,8})");

  /** Names that Windows keeps for devices, with any ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  /** Files of other programs that are JSON and no schemas. */
  private static final Set<String> NO_SCHEMAS =
      Set.of("package.json", "package-lock.json", "tsconfig.json", "composer.json");

  private FolderLayout() {}

  /** The schema language of a file by its name; null if it is no schema file. */
  static @Nullable String type(Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(REFERENCES) || name.endsWith(DATA_CONTRACT) || NO_SCHEMAS.contains(name)) {
      return null;
    }
    if (name.endsWith(".avsc")) {
      return AvroFormat.TYPE;
    }
    return name.endsWith(".json") ? JsonFormat.TYPE : null;
  }

  /** The subject and version of a schema file whose path starts below the folder. */
  static SubjectVersion subjectVersion(Path path) {
    String stem = stem(path);
    Path parent = path.getParent();
    Matcher version = VERSION.matcher(stem);
    if (parent == null || !version.matches()) {
      return new SubjectVersion(Subject.parse(decoded(stem)), 1);
    }
    int number = Integer.parseInt(version.group(1));
    if (number == 0) {
      throw new IllegalArgumentException(
          path + " would be version 0, and versions start from 1; rename the file");
    }
    return new SubjectVersion(Subject.parse(decoded(parent.getFileName().toString())), number);
  }

  /** Whether the name of a file says a version only: {@code 2.avsc} or {@code v2.avsc}. */
  static boolean isVersion(Path file) {
    return VERSION.matcher(stem(file)).matches();
  }

  /** The name of a file without its extension. */
  static String stem(Path path) {
    String name = path.getFileName().toString();
    for (String extension : new String[] {".schema.json", ".avsc", ".json"}) {
      if (name.endsWith(extension)) {
        return name.substring(0, name.length() - extension.length());
      }
    }
    return name;
  }

  /** The path of a version of a subject. */
  static Path path(SubjectVersion at, String type) {
    String extension =
        switch (type) {
          case AvroFormat.TYPE -> ".avsc";
          case JsonFormat.TYPE -> ".json";
          default ->
              throw new IllegalArgumentException(
                  at + " is of type " + type + ", and only AVRO and JSON are stored in files");
        };
    return Path.of(encoded(at.subject().qualified()), at.version() + extension);
  }

  /** The path of a version of a subject, with capital letters encoded. */
  static Path pathWithoutCapitals(SubjectVersion at, String type) {
    Path plain = path(at, type);
    StringBuilder folder = new StringBuilder();
    String name = plain.getName(0).toString();
    for (int i = 0; i < name.length(); i++) {
      char each = name.charAt(i);
      boolean isHex = (i > 0 && name.charAt(i - 1) == '%') || (i > 1 && name.charAt(i - 2) == '%');
      if (each >= 'A' && each <= 'Z' && !isHex) {
        folder.append('%').append(Integer.toHexString(each));
      } else {
        folder.append(each);
      }
    }
    return Path.of(folder.toString()).resolve(plain.getFileName());
  }

  /** Encodes what not every file name can have, and a dot at the start, which hides files. */
  private static String encoded(String name) {
    StringBuilder text = new StringBuilder();
    boolean isDevice = DEVICE.matcher(name).matches();
    byte[] bytes = name.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      char character = (char) (bytes[i] & 0xff);
      boolean isPlain =
          character < 0x80
              && (Character.isLetterOrDigit(character) || "._-".indexOf(character) >= 0);
      boolean isEnd = i == 0 || i == bytes.length - 1;
      if (isPlain && !(character == '.' && isEnd) && !(isDevice && i == 0)) {
        text.append(character);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      }
    }
    return text.toString();
  }

  /** Decodes {@code %2F} and the like; other percent signs are kept. */
  private static String decoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = 0; at < name.length(); ) {
      int code = name.charAt(at) == '%' ? hex(name, at + 1) : -1;
      if (code >= 0) {
        bytes.write(code);
        at += 3;
      } else {
        int next = name.offsetByCodePoints(at, 1);
        bytes.writeBytes(name.substring(at, next).getBytes(UTF_8));
        at = next;
      }
    }
    return bytes.toString(UTF_8);
  }

  private static int hex(String name, int at) {
    if (at + 2 > name.length()) {
      return -1;
    }
    int high = Character.digit(name.charAt(at), 16);
    int low = Character.digit(name.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
