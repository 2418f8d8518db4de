// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import java.util.ArrayList;
import java.util.List;

/** An order in classes without a schema, written by hand in the order that reflection gives. */
final class PlainOrderFloor implements Codec {

  private static final PlainOrder.Status[] STATUSES = PlainOrder.Status.values();

  private final FloorWriter out = new FloorWriter();

  @Override
  public byte[] write(Object value) {
    PlainOrder order = (PlainOrder) value;
    out.start();
    PlainOrder.Customer customer = order.customer;
    PlainOrder.Address address = customer.address;
    out.writeString(address.city);
    out.writeString(address.street);
    out.writeInt(address.zip);
    out.writeLong(customer.id);
    out.writeString(customer.name);
    out.writeOptionalDouble(order.discount);
    out.writeLong(order.id);
    items(order.items);
    out.writeTexts(order.labels);
    out.writeOptionalString(order.note);
    out.writeString(order.number);
    out.writeLong(order.placedAt);
    out.writeInt(order.status.ordinal());
    return out.finish();
  }

  private void items(List<PlainOrder.Item> items) {
    if (!items.isEmpty()) {
      out.writeInt(items.size());
      for (PlainOrder.Item item : items) {
        out.writeDouble(item.price);
        out.writeInt(item.quantity);
        out.writeString(item.sku);
      }
    }
    out.writeInt(0);
  }

  @Override
  public Object read(byte[] bytes) {
    FloorReader in = new FloorReader(bytes);
    PlainOrder order = new PlainOrder();
    PlainOrder.Customer customer = new PlainOrder.Customer();
    PlainOrder.Address address = new PlainOrder.Address();
    address.city = in.readString();
    address.street = in.readString();
    address.zip = in.readInt();
    customer.address = address;
    customer.id = in.readLong();
    customer.name = in.readString();
    order.customer = customer;
    order.discount = in.readOptionalDouble();
    order.id = in.readLong();
    order.items = items(in);
    order.labels = in.readTexts();
    order.note = in.readOptionalString();
    order.number = in.readString();
    order.placedAt = in.readLong();
    order.status = STATUSES[in.readInt()];
    return order;
  }

  private static List<PlainOrder.Item> items(FloorReader in) {
    int count = in.readInt();
    List<PlainOrder.Item> items = new ArrayList<>(count);
    for (; count > 0; count = in.readInt()) {
      for (int i = 0; i < count; i++) {
        PlainOrder.Item item = new PlainOrder.Item();
        item.price = in.readDouble();
        item.quantity = in.readInt();
        item.sku = in.readString();
        items.add(item);
      }
    }
    return items;
  }
}
