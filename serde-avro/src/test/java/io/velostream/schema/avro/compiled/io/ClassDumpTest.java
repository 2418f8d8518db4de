// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.compiled.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files of generated classes, written for debugging. */
class ClassDumpTest {

  @TempDir private Path folder;

  /** The host and superclass of the class below. */
  public static class Greeting {

    public Greeting() {}

    public String text() {
      return "none";
    }
  }

  private static Greeting made(ClassDump dump) {
    HiddenClassBuilder builder = new HiddenClassBuilder(MethodHandles.lookup(), Greeting.class);
    MethodVisitor method = builder.method("text", String.class);
    builder.loadConstant(method, "hello", String.class);
    HiddenClassBuilder.endMethod(method, Opcodes.ARETURN);
    return (Greeting) builder.newInstance(dump);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void writesEachClassUnderItsPackageAndMakesTheSameClass() throws IOException {
    ClassDump dump = new ClassDump(folder.resolve("new").toString());
    String name = ClassDumpTest.class.getName().replace('.', '/') + "$Velostream";

    assertThat(made(dump).text()).isEqualTo("hello");
    assertThat(made(dump).text()).isEqualTo("hello");

    assertThat(files())
        .containsExactly(
            folder.resolve("new").resolve(name + "-1.class"),
            folder.resolve("new").resolve(name + "-2.class"));
    ClassReader reader = new ClassReader(Files.readAllBytes(files().get(0)));
    assertThat(reader.getClassName()).isEqualTo(name);
    assertThat(reader.getSuperName()).isEqualTo(Greeting.class.getName().replace('.', '/'));
  }

  @Test
  void writesNothingWithoutAFolder() throws IOException {
    assertThat(made(new ClassDump(null)).text()).isEqualTo("hello");
    assertThat(made(new ClassDump(" ")).text()).isEqualTo("hello");

    assertThat(files()).isEmpty();
  }

  @Test
  void makesTheClassThoughTheFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(made(new ClassDump(file.toString())).text()).isEqualTo("hello");
    assertThat(made(new ClassDump("no\0path")).text()).isEqualTo("hello");

    assertThat(files()).containsExactly(file);
  }
}
