// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test method in a JVM of its own that has the client compiler alone. The server compiler
 * leaves out allocations where escape analysis and inlining happen to allow it, which differs from
 * run to run; the client compiler leaves out none, so that the bytes of a record are those of the
 * code as it is written.
 */
final class ExactAllocation implements InvocationInterceptor {

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> context,
      ExtensionContext extension)
      throws Exception {
    invocation.skip();
    Method test = context.getExecutable();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ExactAllocation.class.getName(),
                test.getDeclaringClass().getName(),
                test.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** Takes the names of a class and of its test method, which it calls. */
  public static void main(String... arguments) throws ReflectiveOperationException {
    Class<?> type = Class.forName(arguments[0]);
    Constructor<?> constructor = type.getDeclaredConstructor();
    Method test = type.getDeclaredMethod(arguments[1]);
    for (var member : List.of(constructor, test)) {
      member.setAccessible(true);
    }
    test.invoke(constructor.newInstance());
  }
}
