// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.protobuf.text;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceOptions;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.protobuf.text.Token.Kind;

/**
 * Parses the text of a {@code .proto} file: proto2, proto3 and editions, as the language
 * specification of Protocol Buffers defines them.
 *
 * <p>Names of types stay as they are written; {@code FileDescriptor.buildFrom} resolves them.
 * Custom options are kept uninterpreted. Confined to one thread.
 */
public final class ProtoParser {

  static final String PROTO2 = "proto2";
  static final String PROTO3 = "proto3";

  private final Tokenizer tokens;
  private final OptionParser options;
  private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
  private String syntax = PROTO2;

  private ProtoParser(String text) {
    this.tokens = new Tokenizer(text);
    this.options = new OptionParser(tokens);
  }

  /**
   * Parses a text.
   *
   * @param name the name that other files import it by
   * @throws InvalidSchemaException naming the line, if the text is malformed
   */
  public static FileDescriptorProto parse(String name, String text) {
    return new ProtoParser(text).file(name);
  }

  private FileDescriptorProto file(String name) {
    file.setName(name);
    syntax();
    FileOptions.Builder fileOptions = FileOptions.newBuilder();
    Visibility visibility = new Visibility(tokens, file.getEdition());
    MessageParser messages = new MessageParser(tokens, options, syntax, visibility);
    while (tokens.peek().kind() != Kind.END) {
      if (tokens.accept(';')) {
        continue;
      }
      String visible = visibility.accept();
      String word = tokens.expectName();
      if (visible != null && !word.equals("message") && !word.equals("enum")) {
        throw tokens.error("'" + visible + "' is followed by '" + word + "'");
      }
      switch (word) {
        case "package" -> packageName();
        case "import" -> importFile();
        case "option" -> options.statement(fileOptions);
        case "message" -> file.addMessageType(visibility.message(visible, messages.message()));
        case "enum" -> file.addEnumType(visibility.enumeration(visible, messages.enumeration()));
        case "extend" ->
            messages
                .extend()
                .forEach(
                    each -> {
                      file.addExtension(each.field());
                      each.groups().forEach(file::addMessageType);
                    });
        case "service" -> file.addService(service());
        default -> throw tokens.error("no statement of a file begins with '" + word + "'");
      }
    }
    if (!fileOptions.build().equals(FileOptions.getDefaultInstance())) {
      file.setOptions(fileOptions);
    }
    return file.build();
  }

  private void syntax() {
    if (tokens.accept("syntax")) {
      tokens.expect('=');
      syntax = tokens.expectText();
      tokens.expect(';');
      if (!syntax.equals(PROTO2) && !syntax.equals(PROTO3)) {
        throw tokens.error("the syntax is neither proto2 nor proto3");
      }
      if (syntax.equals(PROTO3)) {
        file.setSyntax(syntax);
      }
    } else if (tokens.accept("edition")) {
      tokens.expect('=');
      String edition = tokens.expectText();
      tokens.expect(';');
      syntax = "editions";
      try {
        file.setSyntax(syntax).setEdition(Edition.valueOf("EDITION_" + edition));
      } catch (IllegalArgumentException e) {
        throw tokens.error("the protobuf-java at hand does not know the edition");
      }
    }
  }

  private void packageName() {
    file.setPackage(tokens.expectTypeName());
    tokens.expect(';');
  }

  private void importFile() {
    if (tokens.accept("public")) {
      file.addPublicDependency(file.getDependencyCount());
    } else if (tokens.accept("weak")) {
      file.addWeakDependency(file.getDependencyCount());
    } else if (tokens.accept("option")) {
      Visibility.addOptionImport(file, tokens.expectText(), tokens);
      tokens.expect(';');
      return;
    }
    file.addDependency(tokens.expectText());
    tokens.expect(';');
  }

  private ServiceDescriptorProto service() {
    ServiceDescriptorProto.Builder service =
        ServiceDescriptorProto.newBuilder().setName(tokens.expectName());
    ServiceOptions.Builder serviceOptions = ServiceOptions.newBuilder();
    tokens.expect('{');
    while (!tokens.accept('}')) {
      if (tokens.accept(';')) {
        continue;
      }
      if (tokens.accept("option")) {
        options.statement(serviceOptions);
      } else {
        tokens.expect("rpc");
        service.addMethod(method());
      }
    }
    if (!serviceOptions.build().equals(ServiceOptions.getDefaultInstance())) {
      service.setOptions(serviceOptions);
    }
    return service.build();
  }

  private MethodDescriptorProto method() {
    MethodDescriptorProto.Builder method =
        MethodDescriptorProto.newBuilder().setName(tokens.expectName());
    tokens.expect('(');
    if (tokens.accept("stream")) {
      method.setClientStreaming(true);
    }
    method.setInputType(tokens.expectTypeName());
    tokens.expect(')');
    tokens.expect("returns");
    tokens.expect('(');
    if (tokens.accept("stream")) {
      method.setServerStreaming(true);
    }
    method.setOutputType(tokens.expectTypeName());
    tokens.expect(')');
    if (tokens.accept('{')) {
      methodOptions(method);
    } else {
      tokens.expect(';');
    }
    return method.build();
  }

  private void methodOptions(MethodDescriptorProto.Builder method) {
    MethodOptions.Builder methodOptions = MethodOptions.newBuilder();
    while (!tokens.accept('}')) {
      if (!tokens.accept(';')) {
        tokens.expect("option");
        options.statement(methodOptions);
      }
    }
    if (!methodOptions.build().equals(MethodOptions.getDefaultInstance())) {
      method.setOptions(methodOptions);
    }
  }
}
