// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The registrations and uses of schemas in an audit log, as {@link
 * io.velostream.schema.observe.audit.AuditListener} writes it. The chain of digests is not verified
 * here. Immutable and safe for use by many threads.
 */
public final class AuditTrail {

  /** A trail without records. */
  public static final AuditTrail EMPTY = new AuditTrail(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ACTIONS = Set.of("registered", "register", "write", "read");

  private final Map<String, List<Entry>> bySubject = new HashMap<>();

  /**
   * A registration or use. Of equal ones the first is kept.
   *
   * @param time when
   * @param action "registered", "register", "write" or "read"
   * @param subject the subject
   * @param schema the schema with its version, or its id if the version is unknown
   * @param id the schema's id; null if unknown
   * @param principal the user; null if unknown
   * @param clientId the client; null if unknown
   */
  public record Entry(
      Instant time,
      String action,
      String subject,
      String schema,
      @Nullable Integer id,
      @Nullable String principal,
      @Nullable String clientId) {}

  /** A trail of these entries, in the order of time. */
  public AuditTrail(Collection<Entry> entries) {
    for (Entry entry : entries) {
      bySubject.computeIfAbsent(entry.subject(), subject -> new ArrayList<>()).add(entry);
    }
  }

  /**
   * Reads an audit log with the files that were rotated away from it.
   *
   * @param log the value of {@code audit.path}
   * @throws UncheckedIOException when it cannot be read or there is none
   * @throws IllegalArgumentException when a line is not a record; an incomplete last line is
   *     skipped
   */
  public static AuditTrail read(Path log) {
    Map<Entry, Entry> entries = new LinkedHashMap<>();
    try {
      for (Path file : files(log)) {
        read(file, entries);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the audit log " + log, e);
    }
    return new AuditTrail(entries.values());
  }

  /** The entries of a subject, in the order of time. */
  public List<Entry> of(String subject) {
    return Collections.unmodifiableList(bySubject.getOrDefault(subject, List.of()));
  }

  /** Rotated files have a number behind the name, the oldest one the lowest. */
  private static Collection<Path> files(Path log) throws IOException {
    TreeMap<Integer, Path> files = new TreeMap<>();
    String prefix = log.getFileName() + ".";
    Path folder = log.toAbsolutePath().getParent();
    if (folder != null && Files.isDirectory(folder)) {
      try (var names = Files.list(folder)) {
        names
            .filter(file -> file.getFileName().toString().startsWith(prefix))
            .forEach(
                file -> {
                  String number = file.getFileName().toString().substring(prefix.length());
                  if (number.matches("[1-9][0-9]{0,8}")) {
                    files.put(Integer.parseInt(number), file);
                  }
                });
      }
    }
    if (Files.exists(log)) {
      files.put(Integer.MAX_VALUE, log);
    }
    if (files.isEmpty()) {
      throw new NoSuchFileException(log.toString());
    }
    return files.values();
  }

  private static void read(Path file, Map<Entry, Entry> entries) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, UTF_8)) {
      int number = 0;
      String next = reader.readLine();
      while (next != null) {
        String line = next;
        next = reader.readLine();
        number++;
        try {
          Entry entry = entry(JSON.readTree(line));
          if (entry != null) {
            Entry key =
                new Entry(
                    Instant.EPOCH,
                    entry.action,
                    entry.subject,
                    entry.schema,
                    entry.id,
                    entry.principal,
                    entry.clientId);
            entries.putIfAbsent(key, entry);
          }
        } catch (JsonProcessingException | DateTimeException e) {
          if (next != null) {
            throw new IllegalArgumentException(
                file + " line " + number + " is no record of an audit log: " + e.getMessage(), e);
          }
        }
      }
    }
  }

  private static @Nullable Entry entry(JsonNode line) {
    String subject = text(line, "subject");
    String schema = text(line, "schema");
    String action = line.path("action").asText();
    if (subject == null || schema == null || !ACTIONS.contains(action)) {
      return null;
    }
    return new Entry(
        Instant.parse(line.path("time").asText()),
        action,
        subject,
        schema,
        line.path("id").isInt() ? line.path("id").intValue() : null,
        text(line, "principal"),
        text(line, "clientId"));
  }

  private static @Nullable String text(JsonNode line, String name) {
    JsonNode value = line.path(name);
    return value.isTextual() ? value.textValue() : null;
  }
}
