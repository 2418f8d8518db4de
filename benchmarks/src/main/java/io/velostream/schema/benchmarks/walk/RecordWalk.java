// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.walk;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts what a reader of the code goes through to follow one record: the methods of ours that are
 * entered, their source files, and how often the next method is in another file or package, on the
 * thread that writes or reads. With the argument {@code list} it prints each method.
 *
 * <p>It starts {@link WalkedRecord} in another JVM and listens to it by the Java Debug Interface.
 */
public final class RecordWalk {

  private static final String OURS = "io.velostream.schema.";
  private static final String NOT_OURS = OURS + "testing.";

  private final Map<String, List<Entry>> walks = new LinkedHashMap<>();
  private String phase = "start";

  private record Entry(String file, String method) {}

  private RecordWalk() {}

  /** Runs the walk and prints a row for each part. */
  public static void main(String... args) throws Exception {
    RecordWalk walk = new RecordWalk();
    walk.listen(launched());
    System.out.println("| walk | methods | files | changes of file | changes of package |");
    System.out.println("|---|---|---|---|---|");
    walk.walks.forEach((name, methods) -> System.out.println(row(name, methods)));
    if (args.length > 0 && args[0].equals("list")) {
      walk.walks.forEach(RecordWalk::list);
    }
  }

  private static VirtualMachine launched() throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("main").setValue(WalkedRecord.class.getName());
    arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
    return connector.launch(arguments);
  }

  private void listen(VirtualMachine machine) throws InterruptedException {
    MethodEntryRequest entries = machine.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter(OURS + "*");
    entries.addClassExclusionFilter(NOT_OURS + "*");
    entries.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    entries.enable();
    try {
      while (true) {
        EventSet events = machine.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof MethodEntryEvent entry) {
            entered(entry);
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException end) {
      return;
    }
  }

  private void entered(MethodEntryEvent entry) {
    Method method = entry.method();
    if (method.declaringType().name().equals(WalkedRecord.class.getName())) {
      if (method.name().equals("phase")) {
        phase = argument(entry.thread());
      }
    } else if (phase.contains(" ") && entry.thread().name().equals("main")) {
      walks
          .computeIfAbsent(phase, name -> new ArrayList<>())
          .add(new Entry(file(method), method.name()));
    }
  }

  private static String argument(ThreadReference thread) {
    try {
      return ((StringReference) thread.frame(0).getArgumentValues().get(0)).value();
    } catch (IncompatibleThreadStateException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String row(String name, List<Entry> methods) {
    Set<String> files = new LinkedHashSet<>();
    int moves = 0;
    int packageMoves = 0;
    String file = "";
    String room = "";
    for (Entry entry : methods) {
      String next = entry.file();
      String nextRoom = next.substring(0, Math.max(0, next.lastIndexOf('/')));
      files.add(next);
      moves += next.equals(file) ? 0 : 1;
      packageMoves += nextRoom.equals(room) ? 0 : 1;
      file = next;
      room = nextRoom;
    }
    return "| %s | %d | %d | %d | %d |"
        .formatted(name, methods.size(), files.size(), moves - 1, packageMoves - 1);
  }

  private static void list(String name, List<Entry> methods) {
    System.out.println();
    System.out.println(name);
    methods.forEach(entry -> System.out.println("  " + entry.file() + " " + entry.method()));
  }

  private static String file(Method method) {
    try {
      return method.location().sourcePath().replace('\\', '/').replace("io/velostream/schema/", "");
    } catch (AbsentInformationException e) {
      return method.declaringType().name().replace('.', '/');
    }
  }
}
