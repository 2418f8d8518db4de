// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.catalog;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.flink.format.RowSpec;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.Subject;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A catalog of the subjects {@code TOPIC-value}: a table for each topic, with the columns of the
 * newest version, into which older records are read by its defaults. If {@code TOPIC-key} is
 * registered as a record, its fields come first, with {@code key_} before their names, as columns
 * of the record's key. Tables and views that statements create are kept in memory beside them, and
 * hide a subject of the same name.
 */
public final class RegistryCatalog extends GenericInMemoryCatalog {

  private static final String DATABASE = "default";
  private static final String VALUE = "-value";
  private static final String KEY = "-key";
  private static final String KEY_PREFIX = "key_";

  private final Map<String, String> configs;
  private final Map<String, String> tableOptions;
  private @Nullable ResolverLease lease;

  /**
   * Creates a catalog, which is opened next.
   *
   * @param name its name
   * @param configs the configuration of the registry
   * @param tableOptions the options that each table gets, the connector and its servers among them
   */
  RegistryCatalog(String name, Map<String, String> configs, Map<String, String> tableOptions) {
    super(name, DATABASE);
    this.configs = Map.copyOf(configs);
    this.tableOptions = Map.copyOf(tableOptions);
  }

  @Override
  public void open() {
    super.open();
    lease = SchemaResolvers.shared(configs);
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  @Override
  public List<String> listTables(String databaseName) throws DatabaseNotExistException {
    Set<String> tables = new TreeSet<>(super.listTables(databaseName));
    if (databaseName.equals(DATABASE)) {
      try {
        for (Subject each : resolver().registry().call(SubjectRequests.subjects())) {
          String subject = each.qualified();
          if (subject.endsWith(VALUE)) {
            tables.add(subject.substring(0, subject.length() - VALUE.length()));
          }
        }
      } catch (SchemaException e) {
        throw new CatalogException(
            "the registry's subjects cannot be listed: " + e.getMessage(), e);
      }
    }
    return new ArrayList<>(tables);
  }

  @Override
  public boolean tableExists(ObjectPath path) {
    return super.tableExists(path) || (isHere(path) && find(path.getObjectName(), VALUE) != null);
  }

  @Override
  public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
    if (super.tableExists(path) || !isHere(path)) {
      return super.getTable(path);
    }
    String topic = path.getObjectName();
    SubjectTable value = find(topic, VALUE);
    if (value == null) {
      throw new TableNotExistException(getName(), path);
    }
    return table(topic, value, key(topic));
  }

  private static boolean isHere(ObjectPath path) {
    return path.getDatabaseName().equals(DATABASE);
  }

  private @Nullable SubjectTable find(String topic, String suffix) {
    Subject subject = Subject.parse(topic + suffix, Subject.DEFAULT_CONTEXT);
    try {
      return SubjectTable.of(resolver(), resolver().latest(subject));
    } catch (SchemaNotFoundException e) {
      return null;
    } catch (SchemaException e) {
      throw new CatalogException("no table of subject " + subject + ": " + e.getMessage(), e);
    }
  }

  /** The columns of a key; null if it is not a record, as a plain text. */
  private @Nullable SubjectTable key(String topic) {
    try {
      return find(topic, KEY);
    } catch (CatalogException e) {
      if (e.getCause() instanceof io.velostream.schema.model.InvalidSchemaException) {
        return null;
      }
      throw e;
    }
  }

  private CatalogTable table(String topic, SubjectTable value, @Nullable SubjectTable key) {
    Map<String, String> options = new HashMap<>(tableOptions);
    options.put("topic", topic);
    String keyPrefix = keyPrefix(value, key);
    Schema.Builder columns = Schema.newBuilder();
    String valueFormat = value.format().identifier();
    if (key == null) {
      options.put("format", valueFormat);
      addFormat(options, valueFormat + ".");
    } else {
      String keyFormat = key.format().identifier();
      options.put("key.format", keyFormat);
      options.put("value.format", valueFormat);
      options.put("key.fields-prefix", keyPrefix);
      options.put("value.fields-include", "EXCEPT_KEY");
      options.put(
          "key.fields",
          String.join(";", key.fields().stream().map(each -> keyPrefix + each.getName()).toList()));
      addFormat(options, "key." + keyFormat + ".");
      addFormat(options, "value." + valueFormat + ".");
      key.fields().forEach(each -> add(columns, keyPrefix + each.getName(), each));
    }
    value.fields().forEach(each -> add(columns, each.getName(), each));
    String comment = value.comment() == null ? "" : value.comment() + " ";
    return CatalogTable.newBuilder()
        .schema(columns.build())
        .comment(comment + "(" + value.registered().name() + ")")
        .options(options)
        .build();
  }

  /** A prefix with which no column of the key has the name of a column of the value. */
  private static String keyPrefix(SubjectTable value, @Nullable SubjectTable key) {
    Set<String> names =
        value.fields().stream().map(DataTypes.Field::getName).collect(Collectors.toSet());
    String prefix = KEY_PREFIX;
    while (key != null && hasName(names, prefix, key)) {
      prefix = "_" + prefix;
    }
    return prefix;
  }

  private static boolean hasName(Set<String> names, String prefix, SubjectTable key) {
    return key.fields().stream().anyMatch(each -> names.contains(prefix + each.getName()));
  }

  @Override
  public void dropTable(ObjectPath path, boolean ignoreIfNotExists) throws TableNotExistException {
    requireOwn(path, "DROP TABLE");
    super.dropTable(path, ignoreIfNotExists);
  }

  @Override
  public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists)
      throws TableNotExistException, TableAlreadyExistException {
    requireOwn(path, "ALTER TABLE");
    super.renameTable(path, newName, ignoreIfNotExists);
  }

  @Override
  public void alterTable(ObjectPath path, CatalogBaseTable newTable, boolean ignoreIfNotExists)
      throws TableNotExistException {
    requireOwn(path, "ALTER TABLE");
    super.alterTable(path, newTable, ignoreIfNotExists);
  }

  @Override
  public void alterTable(
      ObjectPath path,
      CatalogBaseTable newTable,
      List<TableChange> changes,
      boolean ignoreIfNotExists)
      throws TableNotExistException {
    requireOwn(path, "ALTER TABLE");
    super.alterTable(path, newTable, changes, ignoreIfNotExists);
  }

  /** Refuses to change a table that is a subject of the registry. */
  private void requireOwn(ObjectPath path, String statement) {
    if (!super.tableExists(path) && tableExists(path)) {
      throw new CatalogException(
          statement
              + " does not change table "
              + path.getObjectName()
              + ", which is subject "
              + path.getObjectName()
              + VALUE
              + " of the registry; use CREATE TABLE … LIKE, or hints");
    }
  }

  private static void add(Schema.Builder columns, String name, DataTypes.Field field) {
    DataType type = field.getDataType();
    columns.column(name, type);
    field.getDescription().ifPresent(columns::withComment);
  }

  private void addFormat(Map<String, String> options, String prefix) {
    Map<String, String> format = new HashMap<>(configs);
    if (!RowSpec.isVersionChosen(ConfigFiles.expand(configs))) {
      format.put(SerdeKeys.USE_LATEST, "true");
      format.put(SerdeKeys.AUTO_REGISTER, "false");
    }
    format.forEach(
        (key, value) ->
            options.put(prefix + (key.equals(ConfigFiles.KEY) ? "config.file" : key), value));
  }

  private SchemaResolver resolver() {
    ResolverLease open = lease;
    if (open == null) {
      throw new CatalogException("catalog " + getName() + " is not open");
    }
    return open.resolver();
  }
}
