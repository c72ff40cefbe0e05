using KafkaRider;
using KafkaRider.EntityFrameworkCore;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Shop;

/// <summary>The program that the README shows, line for line.</summary>
public static class ShopProgram
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var kafka = new KafkaOptions { BootstrapServers = "localhost:9092" };
        builder.Configuration.Bind("Kafka", kafka);
        builder.Services.AddKafkaInbox<ShopContext>("Shop", inbox => inbox
            .Fact<OrderPlaced>("orders.events", order => order.Number)
            .Rejection<NumberTaken>("orders.outcomes"));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddConsumer<PlaceOrderConsumer>();
                rider.AddOutcomes();
                rider.AddRequestClient<PlaceOrder>("orders.commands", command => command.Number);
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    k.RequestClient(new() { ReplyTopic = "orders.replies" });
                    string[] topics = ["orders.commands", "orders.commands.dead-letter", "orders.events", "orders.outcomes", "orders.replies"];
                    Array.ForEach(topics, topic => k.Topic(topic, partitions: 12));
                    k.TopicEndpoint("orders.commands", "shop", endpoint =>
                    {
                        endpoint.UseInbox(context);
                        endpoint.ConfigureConsumer<PlaceOrderConsumer>(context);
                    });
                });
            });
        });

        var app = builder.Build();
        app.MapPost("/orders/{number}", async (string number, IRequestClient<PlaceOrder> client) =>
            (await client.GetResponse<OrderPlaced, NumberTaken>(new PlaceOrder(number))).Message);
        return app;
    }
}

public sealed record PlaceOrder(string Number);

public sealed record OrderPlaced(string Number);

public sealed record NumberTaken(string Number);

public sealed record Order(string Number);

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddInbox().Entity<Order>().HasKey(order => order.Number);
}

public sealed class PlaceOrderConsumer(IInbox<ShopContext> inbox) : IConsumer<PlaceOrder>
{
    public Task Consume(ConsumeContext<PlaceOrder> context) => inbox.ExecuteAsync(context, async (command, db) =>
    {
        if (await db.FindAsync<Order>(command.Number) is not null)
        {
            return new NumberTaken(command.Number);
        }

        db.Add(new Order(command.Number));
        return new OrderPlaced(command.Number);
    });
}
