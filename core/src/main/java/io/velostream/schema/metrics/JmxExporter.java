// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.metrics;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes each metric group as an MBean, whose attributes are read from the metrics when JMX asks
 * for them. Object names have Kafka's form: {@code
 * velostream.schema:type=deserializer-metrics,client-id=c1,is-key=false}. As with Kafka's reporter,
 * a value is quoted if it has characters that object names do not allow. If two class loaders of a
 * JVM have this library, as in application servers, names that are taken get {@code
 * class-loader=2}, and so on.
 */
final class JmxExporter implements MetricExporter {

  /** The domain of all object names. */
  static final String DOMAIN = "velostream.schema";

  private static final Logger LOG = LoggerFactory.getLogger(JmxExporter.class);
  private static final Pattern UNQUOTED = Pattern.compile("[\\w\\-. %/]+");

  /** The property of names that another class loader of this JVM has taken: a number from 2. */
  private static final String LOADER = "class-loader";

  private static final int MAX_LOADERS = 1_000;

  private final MBeanServer server;
  private final Map<MetricGroup, ObjectName> names = new ConcurrentHashMap<>();

  JmxExporter(MBeanServer server) {
    this.server = server;
  }

  static JmxExporter ofPlatform() {
    return new JmxExporter(ManagementFactory.getPlatformMBeanServer());
  }

  @Override
  public void added(MetricGroup group) {
    try {
      names.put(group, register(group));
    } catch (JMException e) {
      LOG.warn("The metrics {} cannot be published in JMX", group, e);
    }
  }

  /** Registers the MBean under the first name that no other class loader has taken. */
  private ObjectName register(MetricGroup group) throws JMException {
    GroupMBean bean = new GroupMBean(group);
    for (int loader = 1; ; loader++) {
      ObjectName name = name(group, loader);
      try {
        server.registerMBean(bean, name);
        return name;
      } catch (InstanceAlreadyExistsException e) {
        if (loader == MAX_LOADERS) {
          throw e;
        }
      }
    }
  }

  @Override
  public void removed(MetricGroup group) {
    ObjectName name = names.remove(group);
    if (name == null) {
      return;
    }
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("JMX has no MBean {}", name);
    } catch (JMException e) {
      LOG.warn("The metrics {} cannot be removed from JMX", group, e);
    }
  }

  /** The name of the MBean of a group, unless another class loader has taken it. */
  static ObjectName name(MetricGroup group) {
    return name(group, 1);
  }

  private static ObjectName name(MetricGroup group, int loader) {
    StringBuilder name = new StringBuilder(DOMAIN).append(":type=").append(group.type());
    group
        .tags()
        .forEach((tag, value) -> name.append(',').append(tag).append('=').append(quoted(value)));
    if (loader > 1) {
      name.append(',').append(LOADER).append('=').append(loader);
    }
    try {
      return new ObjectName(name.toString());
    } catch (JMException e) {
      throw new IllegalArgumentException("no object name can be made of " + group, e);
    }
  }

  private static String quoted(String value) {
    return UNQUOTED.matcher(value).matches() ? value : ObjectName.quote(value);
  }

  /** The MBean of one group. */
  private static final class GroupMBean implements DynamicMBean {

    private final MetricGroup group;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();

    GroupMBean(MetricGroup group) {
      this.group = group;
      group.metrics().forEach(metric -> metrics.put(metric.name(), metric));
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
      Metric metric = metrics.get(name);
      if (metric == null) {
        throw new AttributeNotFoundException(group + " has no metric " + name);
      }
      return metric.read();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
      AttributeList values = new AttributeList();
      for (String name : names) {
        Metric metric = metrics.get(name);
        if (metric != null) {
          values.add(new Attribute(name, metric.read()));
        }
      }
      return values;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
      throw new AttributeNotFoundException("metrics cannot be set: " + attribute.getName());
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
      return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
      throw new UnsupportedOperationException("metrics have no operations: " + action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
      MBeanAttributeInfo[] attributes =
          metrics.values().stream()
              .map(
                  metric ->
                      new MBeanAttributeInfo(
                          metric.name(),
                          Double.class.getName(),
                          metric.description(),
                          true,
                          false,
                          false))
              .toArray(MBeanAttributeInfo[]::new);
      return new MBeanInfo(
          GroupMBean.class.getName(), group.toString(), attributes, null, null, null);
    }
  }
}
