// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli;

import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.SchemaException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns failures into one sentence and an exit status. Secrets of the arguments are left out. */
final class Failures {

  private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]+@");
  private static final int SHORTEST_SECRET = 3;

  private final Terminal terminal;
  private final String[] arguments;
  private final boolean isVerbose;

  Failures(Terminal terminal, String[] arguments, boolean isVerbose) {
    this.terminal = terminal;
    this.arguments = arguments;
    this.isVerbose = isVerbose;
  }

  /** Arguments that cannot be understood. */
  int wrongUse(ParameterException failure, String[] commandLine) {
    CommandLine command = failure.getCommandLine();
    print(failure.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    trace(failure);
    return ExitStatus.CANNOT_TELL.code();
  }

  /** A command that has failed. */
  int failed(Exception failure, CommandLine command, ParseResult parsed) {
    print(sentence(failure));
    trace(failure);
    if (failure instanceof CommandException known) {
      return known.status().code();
    }
    return failure instanceof IncompatibleSchemaException
        ? ExitStatus.INCOMPATIBLE.code()
        : ExitStatus.CANNOT_TELL.code();
  }

  private static String sentence(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (failure instanceof UncheckedIOException
        && failure.getCause() instanceof IOException cause) {
      return message + ": " + ofFile(cause);
    }
    if (failure instanceof IOException ofInput) {
      return ofFile(ofInput);
    }
    if (failure instanceof KafkaException && failure.getCause() != null) {
      return message + ": " + failure.getCause().getMessage();
    }
    if (failure instanceof CommandException
        || failure instanceof SchemaException
        || failure instanceof KafkaException
        || failure instanceof IllegalArgumentException) {
      return message;
    }
    return "unexpected failure, see it with --verbose: " + failure;
  }

  private static String ofFile(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no file " + failure.getMessage();
    }
    if (failure instanceof NotDirectoryException) {
      return failure.getMessage() + " is no folder";
    }
    return String.valueOf(failure.getMessage());
  }

  private void print(String message) {
    terminal.warn(withoutSecrets(message));
  }

  private void trace(Exception failure) {
    if (isVerbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      terminal.err().print(withoutSecrets(trace.toString()));
    }
  }

  /** Replaces the values of settings among the arguments, and the user of URLs. */
  private String withoutSecrets(String text) {
    String shown = USER_INFO.matcher(text).replaceAll("//***@");
    for (int i = 0; i < arguments.length; i++) {
      boolean isSetting =
          arguments[i].startsWith("-D")
              || (i > 0 && Arrays.asList("-D", "--to-setting").contains(arguments[i - 1]))
              || arguments[i].startsWith("--to-setting=");
      String key = arguments[i].replaceFirst("^(-D|--to-setting=)", "");
      int equals = key.indexOf('=');
      if (isSetting && equals >= 0 && isSecret(key.substring(0, equals))) {
        String value = key.substring(equals + 1);
        if (value.length() >= SHORTEST_SECRET) {
          shown = shown.replace(value, "***");
        }
      }
    }
    return shown;
  }

  /** Settings that hold names and places are shown, so that messages are of use. */
  private static boolean isSecret(String key) {
    return !key.endsWith(".url")
        && !key.endsWith(".file")
        && !key.endsWith("servers")
        && !key.endsWith("location");
  }
}
