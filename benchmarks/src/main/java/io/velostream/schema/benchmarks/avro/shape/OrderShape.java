// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.benchmarks.avro.shape;

import io.velostream.schema.benchmarks.codec.Codec;
import io.velostream.schema.benchmarks.codec.Kind;
import io.velostream.schema.benchmarks.generated.Order;
import io.velostream.schema.benchmarks.generated.OrderAddress;
import io.velostream.schema.benchmarks.generated.OrderCustomer;
import io.velostream.schema.benchmarks.generated.OrderItem;
import io.velostream.schema.benchmarks.generated.OrderStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.specific.SpecificData;

/** An order: nested records, five items, a map, an enum, two nullable fields. */
public final class OrderShape implements Shape {

  @Override
  public Schema schema(Kind kind) {
    return switch (kind) {
      case GENERIC, SPECIFIC -> Order.getClassSchema();
      case REFLECT -> ReflectData.get().getSchema(PlainOrder.class);
      case RECORD -> ReflectData.get().getSchema(RowOrder.class);
    };
  }

  @Override
  public Object value(Kind kind) {
    List<OrderItem> items = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      items.add(new OrderItem("SKU-000" + i + "-BLUE", i + 1, 9.99 + i));
    }
    OrderAddress address = new OrderAddress("17 Example Street", "Springfield", 90210);
    Order order =
        new Order(
            1234567890123L,
            "ORD-2026-000042",
            OrderStatus.PAID,
            new OrderCustomer(77L, "Ada Lovelace", address),
            items,
            Map.of("channel", "web", "campaign", "spring-sale"),
            "leave it at the door",
            0.15,
            1_760_000_000_000L);
    return switch (kind) {
      case GENERIC -> Generics.copy(SpecificData.get(), Order.getClassSchema(), order);
      case SPECIFIC -> order;
      case REFLECT -> PlainOrder.of(order);
      case RECORD -> RowOrder.of(order);
    };
  }

  @Override
  public Codec floor(Kind kind) {
    return switch (kind) {
      case GENERIC -> new GenericFloor();
      case SPECIFIC -> new SpecificFloor();
      case REFLECT -> new PlainOrderFloor();
      case RECORD -> new RowOrderFloor();
    };
  }

  private static final class SpecificFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      Order order = (Order) value;
      out.start();
      out.writeLong(order.getId());
      out.writeString(order.getNumber());
      out.writeInt(order.getStatus().ordinal());
      OrderCustomer customer = order.getCustomer();
      out.writeLong(customer.getId());
      out.writeString(customer.getName());
      OrderAddress address = customer.getAddress();
      out.writeString(address.getStreet());
      out.writeString(address.getCity());
      out.writeInt(address.getZip());
      items(order.getItems());
      out.writeTexts(order.getLabels());
      String note = order.getNote();
      out.writeInt(note == null ? 0 : 1);
      if (note != null) {
        out.writeString(note);
      }
      Double discount = order.getDiscount();
      out.writeInt(discount == null ? 0 : 1);
      if (discount != null) {
        out.writeDouble(discount);
      }
      out.writeLong(order.getPlacedAt());
      return out.finish();
    }

    private void items(List<OrderItem> items) {
      if (!items.isEmpty()) {
        out.writeInt(items.size());
        for (OrderItem item : items) {
          out.writeString(item.getSku());
          out.writeInt(item.getQuantity());
          out.writeDouble(item.getPrice());
        }
      }
      out.writeInt(0);
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      Order order = new Order();
      order.setId(in.readLong());
      order.setNumber(in.readString());
      order.setStatus(STATUSES[in.readInt()]);
      OrderCustomer customer = new OrderCustomer();
      customer.setId(in.readLong());
      customer.setName(in.readString());
      OrderAddress address = new OrderAddress();
      address.setStreet(in.readString());
      address.setCity(in.readString());
      address.setZip(in.readInt());
      customer.setAddress(address);
      order.setCustomer(customer);
      order.setItems(items(in));
      order.setLabels(in.readTexts());
      if (in.readInt() == 1) {
        order.setNote(in.readString());
      }
      if (in.readInt() == 1) {
        order.setDiscount(in.readDouble());
      }
      order.setPlacedAt(in.readLong());
      return order;
    }

    private static List<OrderItem> items(FloorReader in) {
      int count = in.readInt();
      List<OrderItem> items = new GenericData.Array<>(count, ITEMS);
      for (; count > 0; count = in.readInt()) {
        for (int i = 0; i < count; i++) {
          OrderItem item = new OrderItem();
          item.setSku(in.readString());
          item.setQuantity(in.readInt());
          item.setPrice(in.readDouble());
          items.add(item);
        }
      }
      return items;
    }
  }

  private static final OrderStatus[] STATUSES = OrderStatus.values();
  private static final Schema ORDER = Order.getClassSchema();
  private static final Schema CUSTOMER = OrderCustomer.getClassSchema();
  private static final Schema ADDRESS = OrderAddress.getClassSchema();
  private static final Schema ITEM = OrderItem.getClassSchema();
  private static final Schema ITEMS = ORDER.getField("items").schema();
  private static final Schema STATUS = OrderStatus.getClassSchema();
  private static final Object[] SYMBOLS =
      STATUS.getEnumSymbols().stream()
          .map(symbol -> new GenericData.EnumSymbol(STATUS, symbol))
          .toArray();

  private static final class GenericFloor implements Codec {
    private final FloorWriter out = new FloorWriter();

    @Override
    public byte[] write(Object value) {
      GenericData.Record order = (GenericData.Record) value;
      out.start();
      out.writeLong((Long) order.get(0));
      out.writeString((CharSequence) order.get(1));
      out.writeInt(STATUS.getEnumOrdinal(order.get(2).toString()));
      GenericData.Record customer = (GenericData.Record) order.get(3);
      out.writeLong((Long) customer.get(0));
      out.writeString((CharSequence) customer.get(1));
      GenericData.Record address = (GenericData.Record) customer.get(2);
      out.writeString((CharSequence) address.get(0));
      out.writeString((CharSequence) address.get(1));
      out.writeInt((Integer) address.get(2));
      items((List<?>) order.get(4));
      out.writeTexts((Map<?, ?>) order.get(5));
      Object note = order.get(6);
      out.writeInt(note == null ? 0 : 1);
      if (note != null) {
        out.writeString((CharSequence) note);
      }
      Object discount = order.get(7);
      out.writeInt(discount == null ? 0 : 1);
      if (discount != null) {
        out.writeDouble((Double) discount);
      }
      out.writeLong((Long) order.get(8));
      return out.finish();
    }

    private void items(List<?> items) {
      if (!items.isEmpty()) {
        out.writeInt(items.size());
        for (Object each : items) {
          GenericData.Record item = (GenericData.Record) each;
          out.writeString((CharSequence) item.get(0));
          out.writeInt((Integer) item.get(1));
          out.writeDouble((Double) item.get(2));
        }
      }
      out.writeInt(0);
    }

    @Override
    public Object read(byte[] bytes) {
      FloorReader in = new FloorReader(bytes);
      GenericData.Record order = new GenericData.Record(ORDER);
      order.put(0, in.readLong());
      order.put(1, in.readString());
      order.put(2, SYMBOLS[in.readInt()]);
      GenericData.Record customer = new GenericData.Record(CUSTOMER);
      customer.put(0, in.readLong());
      customer.put(1, in.readString());
      GenericData.Record address = new GenericData.Record(ADDRESS);
      address.put(0, in.readString());
      address.put(1, in.readString());
      address.put(2, in.readInt());
      customer.put(2, address);
      order.put(3, customer);
      order.put(4, items(in));
      order.put(5, in.readTexts());
      order.put(6, in.readInt() == 1 ? in.readString() : null);
      order.put(7, in.readInt() == 1 ? in.readDouble() : null);
      order.put(8, in.readLong());
      return order;
    }

    private static List<Object> items(FloorReader in) {
      int count = in.readInt();
      List<Object> items = new GenericData.Array<>(count, ITEMS);
      for (; count > 0; count = in.readInt()) {
        for (int i = 0; i < count; i++) {
          GenericData.Record item = new GenericData.Record(ITEM);
          item.put(0, in.readString());
          item.put(1, in.readInt());
          item.put(2, in.readDouble());
          items.add(item);
        }
      }
      return items;
    }
  }
}
