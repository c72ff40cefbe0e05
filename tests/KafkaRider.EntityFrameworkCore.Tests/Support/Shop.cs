using Microsoft.EntityFrameworkCore;

namespace KafkaRider.EntityFrameworkCore.Tests.Support;

public sealed record PlaceOrder(string Number, int Quantity);

public sealed record OrderPlaced(string Number, int Quantity);

public sealed record OrderNumberTaken(string Number);

public sealed record Counted(int Value);

public sealed record Order(string Number, int Quantity);

public sealed class Counter
{
    public int Id { get; init; }

    public int Value { get; set; }
}

/// <summary>As small as a database with an inbox can be.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    /// <summary>Places an order as whoever looks what is there does.</summary>
    public async Task<object> PlaceAsync(string number, int quantity = 1)
    {
        if (await Orders.AnyAsync(order => order.Number == number))
        {
            return new OrderNumberTaken(number);
        }

        Orders.Add(new(number, quantity));
        return new OrderPlaced(number, quantity);
    }

    public async Task<object> CountAsync()
    {
        var counter = await Counters.SingleAsync();
        counter.Value++;
        return new Counted(counter.Value);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddInbox();
        modelBuilder.Entity<Order>().ToTable("orders", orders => orders.HasCheckConstraint("no_poison", "Quantity >= 0")).HasKey(order => order.Number);
        modelBuilder.Entity<Order>().Property(order => order.Number).HasMaxLength(64);
        modelBuilder.Entity<Counter>().ToTable("counters").HasData(new Counter { Id = 1, Value = 0 });
        modelBuilder.Entity<Counter>().Property(counter => counter.Value).IsConcurrencyToken();
    }
}
