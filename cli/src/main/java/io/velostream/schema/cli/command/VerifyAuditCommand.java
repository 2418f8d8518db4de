// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.observe.audit.VerifyAudit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** Verifies the chain of digests of an audit log. */
@CommandLine.Command(
    name = "verify-audit",
    mixinStandardHelpOptions = true,
    description = "Verifies that no line of an audit log was changed, removed, added or moved.")
final class VerifyAuditCommand extends Command {

  private static final Pattern OK = Pattern.compile("OK lines=(\\d+) files=(\\d+) digest=(\\S+)");

  @Parameters(index = "0", paramLabel = "FILE", description = "The value of audit.path.")
  private Path log = Path.of("");

  VerifyAuditCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code;
    try (PrintStream printed = new PrintStream(bytes, true, UTF_8)) {
      code = VerifyAudit.run(log, printed);
    }
    String line = bytes.toString(UTF_8).strip();
    if (line.startsWith("FAILED there is no")) {
      throw new CommandException(line.substring("FAILED ".length()));
    }
    ExitStatus status = code == 0 ? ExitStatus.FINE : ExitStatus.INCOMPATIBLE;
    Matcher matcher = OK.matcher(line);
    if (matcher.matches() && matcher.group(1).equals("0")) {
      return empty(Integer.parseInt(matcher.group(2)));
    }
    if (!isJson()) {
      print(terminal().paint(status, line));
    } else if (matcher.matches()) {
      ObjectNode result = Json.object();
      result.put("verified", true);
      result.put("lines", Long.parseLong(matcher.group(1)));
      result.put("files", Integer.parseInt(matcher.group(2)));
      result.put("digest", matcher.group(3));
      print(result);
    } else {
      print(
          Json.object()
              .put("verified", code == 0)
              .put("failure", line.replaceFirst("^FAILED ", "")));
    }
    return status;
  }

  /** A new log and one whose lines were all removed look the same. */
  private ExitStatus empty(int files) {
    String failure = "it has no line: it is new, or all its lines were removed";
    if (isJson()) {
      print(
          Json.object()
              .put("verified", false)
              .put("lines", 0L)
              .put("files", files)
              .putNull("digest")
              .put("failure", failure));
    } else {
      print(terminal().paint(ExitStatus.CANNOT_TELL, "cannot tell: " + log + ": " + failure));
    }
    return ExitStatus.CANNOT_TELL;
  }
}
