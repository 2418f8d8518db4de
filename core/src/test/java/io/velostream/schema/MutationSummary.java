// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Prints in one line which percentage of mutants the tests killed, from PIT's report.
 *
 * <p>A program of one file, which the profile {@code mutation} runs from its source. Arguments: the
 * report, the lowest percentage, the classes that were measured, and the groups as {@code
 * name=package,…}. A group that was measured as a whole must have mutants and reach the percentage;
 * of a part of a group the surviving mutants are listed.
 */
final class MutationSummary {
  private MutationSummary() {}

  public static void main(String[] args) throws Exception {
    Path report = Path.of(args[0]);
    int threshold = Integer.parseInt(args[1]);
    List<String> measured = List.of(args[2].split(","));
    List<Mutant> mutants = Files.exists(report) ? read(report) : List.of();
    List<Group> groups =
        Arrays.stream(args[3].split(","))
            .map(group -> Group.of(group, measured, mutants))
            .filter(group -> group.whole() || !group.mutants().isEmpty())
            .toList();
    boolean passed =
        !groups.isEmpty() && groups.stream().allMatch(group -> group.reaches(threshold));
    groups.stream().filter(group -> !group.whole()).forEach(Group::printSurvivors);
    System.out.println(
        (passed ? "OK" : "FAILED")
            + " mutation "
            + (groups.isEmpty() ? "no mutants in " + args[2] : "")
            + groups.stream().map(Group::toString).collect(Collectors.joining(" "))
            + " (killed % of mutants, at least "
            + threshold
            + ")");
    System.exit(passed ? 0 : 1);
  }

  private static List<Mutant> read(Path report)
      throws IOException, SAXException, ParserConfigurationException {
    NodeList nodes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("mutation");
    List<Mutant> mutants = new ArrayList<>();
    IntStream.range(0, nodes.getLength())
        .mapToObj(index -> (Element) nodes.item(index))
        .map(Mutant::of)
        .forEach(mutants::add);
    return mutants;
  }

  /** A change of the bytecode, and what became of it. */
  private record Mutant(
      String type, String method, int line, String change, String status, boolean killed) {
    static Mutant of(Element mutation) {
      return new Mutant(
          text(mutation, "mutatedClass"),
          text(mutation, "mutatedMethod"),
          Integer.parseInt(text(mutation, "lineNumber")),
          text(mutation, "description"),
          mutation.getAttribute("status"),
          Boolean.parseBoolean(mutation.getAttribute("detected")));
    }

    private static String text(Element mutation, String name) {
      return mutation.getElementsByTagName(name).item(0).getTextContent();
    }

    @Override
    public String toString() {
      return "%s.%s:%d %s (%s)".formatted(type, method, line, change, status);
    }
  }

  /** The mutants of a package and those below it. */
  private record Group(String name, boolean whole, List<Mutant> mutants) {
    static Group of(String group, List<String> measured, List<Mutant> all) {
      String name = group.substring(0, group.indexOf('='));
      String prefix = group.substring(group.indexOf('=') + 1) + '.';
      return new Group(
          name,
          measured.contains(prefix + '*'),
          all.stream().filter(mutant -> mutant.type().startsWith(prefix)).toList());
    }

    /** Rounded down, so that a threshold is reached by no less than it says. */
    private long percentage() {
      return mutants.isEmpty()
          ? 0
          : 100 * mutants.stream().filter(Mutant::killed).count() / mutants.size();
    }

    boolean reaches(int threshold) {
      return percentage() >= threshold;
    }

    void printSurvivors() {
      mutants.stream()
          .filter(mutant -> !mutant.killed())
          .sorted(Comparator.comparing(Mutant::type).thenComparing(Mutant::line))
          .forEach(System.out::println);
    }

    @Override
    public String toString() {
      return name + "=" + percentage();
    }
  }
}
