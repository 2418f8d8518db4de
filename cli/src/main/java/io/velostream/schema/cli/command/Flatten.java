// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.velostream.schema.avro.schema.AvroFormat;
import io.velostream.schema.cli.source.LoadedSchema;
import io.velostream.schema.cli.source.SchemaSource;
import io.velostream.schema.cli.source.SourceOptions;
import io.velostream.schema.cli.text.CommandException;
import io.velostream.schema.cli.text.ExitStatus;
import io.velostream.schema.cli.text.Json;
import io.velostream.schema.cli.text.Terminal;
import io.velostream.schema.json.schema.JsonFormat;
import io.velostream.schema.protobuf.schema.ProtobufFormat;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints a schema with its references as one text. */
@CommandLine.Command(
    name = "flatten",
    mixinStandardHelpOptions = true,
    description = "Prints a schema with all that it refers to as one text that needs no other.")
final class Flatten extends Command {

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(index = "0", paramLabel = "SCHEMA", description = "A file or SUBJECT[:VERSION].")
  private String schema = "";

  Flatten(Terminal terminal) {
    super(terminal);
  }

  @Override
  ExitStatus run() throws JsonProcessingException {
    try (SchemaSource schemas = source.open()) {
      LoadedSchema loaded = schemas.load(schema);
      String type = loaded.schema().definition().type();
      String text =
          switch (type) {
            case AvroFormat.TYPE -> AvroFormat.INSTANCE.flatten(loaded.resolved());
            case JsonFormat.TYPE -> JsonFormat.INSTANCE.flatten(loaded.resolved());
            case ProtobufFormat.TYPE -> ProtobufFormat.INSTANCE.flatten(loaded.resolved());
            default ->
                throw new CommandException(
                    loaded.name()
                        + " is of type "
                        + type
                        + ", only AVRO, JSON and PROTOBUF are flattened");
          };
      if (isJson()) {
        print(
            Json.object()
                .put("name", loaded.name())
                .put("type", type)
                .put("references", loaded.resolved().dependencies().size())
                .put("schema", text));
      } else if (type.equals(ProtobufFormat.TYPE)) {
        print(text.stripTrailing());
      } else {
        print(Json.pretty(Json.parse(text)));
      }
      return ExitStatus.FINE;
    }
  }
}
