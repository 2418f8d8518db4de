// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An order in Java records, written by hand in the order that reflection gives. */
final class RowOrderFloor implements Codec {

  private static final PlainOrder.Status[] STATUSES = PlainOrder.Status.values();

  private final FloorWriter out = new FloorWriter();

  @Override
  public byte[] write(Object value) {
    RowOrder order = (RowOrder) value;
    out.start();
    RowOrder.Customer customer = order.customer();
    RowOrder.Address address = customer.address();
    out.writeString(address.city());
    out.writeString(address.street());
    out.writeInt(address.zip());
    out.writeLong(customer.id());
    out.writeString(customer.name());
    out.writeOptionalDouble(order.discount());
    out.writeLong(order.id());
    items(order.items());
    out.writeTexts(order.labels());
    out.writeOptionalString(order.note());
    out.writeString(order.number());
    out.writeLong(order.placedAt());
    out.writeInt(order.status().ordinal());
    return out.finish();
  }

  private void items(List<RowOrder.Item> items) {
    if (!items.isEmpty()) {
      out.writeInt(items.size());
      for (RowOrder.Item item : items) {
        out.writeDouble(item.price());
        out.writeInt(item.quantity());
        out.writeString(item.sku());
      }
    }
    out.writeInt(0);
  }

  @Override
  public Object read(byte[] bytes) {
    FloorReader in = new FloorReader(bytes);
    RowOrder.Customer customer = customer(in);
    Double discount = in.readOptionalDouble();
    long id = in.readLong();
    List<RowOrder.Item> items = items(in);
    Map<String, String> labels = in.readTexts();
    String note = in.readOptionalString();
    String number = in.readString();
    long placedAt = in.readLong();
    PlainOrder.Status status = STATUSES[in.readInt()];
    return new RowOrder(id, number, status, customer, items, labels, note, discount, placedAt);
  }

  private static RowOrder.Customer customer(FloorReader in) {
    String city = in.readString();
    String street = in.readString();
    RowOrder.Address address = new RowOrder.Address(street, city, in.readInt());
    long id = in.readLong();
    return new RowOrder.Customer(id, in.readString(), address);
  }

  private static List<RowOrder.Item> items(FloorReader in) {
    int count = in.readInt();
    List<RowOrder.Item> items = new ArrayList<>(count);
    for (; count > 0; count = in.readInt()) {
      for (int i = 0; i < count; i++) {
        double price = in.readDouble();
        int quantity = in.readInt();
        items.add(new RowOrder.Item(in.readString(), quantity, price));
      }
    }
    return items;
  }
}
