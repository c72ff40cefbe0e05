using KafkaRider;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Notes;

/// <summary>The worker that the README of KafkaRider shows, line for line, with its contracts.</summary>
public static class NotesWorker
{
    public static IHost Build(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        var kafka = new KafkaOptions { BootstrapServers = "localhost:9092" };
        builder.Configuration.Bind("Kafka", kafka);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider =>
            {
                rider.AddConsumer<AddNoteConsumer>();
                rider.AddProducer<NoteAdded>("notes.events").AddProducer<NoteRefused>("notes.events");
                rider.UsingKafka((context, k) =>
                {
                    k.Host(kafka);
                    string[] topics = ["notes.commands", "notes.commands.dead-letter", "notes.events", "notes.replies"];
                    Array.ForEach(topics, topic => k.Topic(topic, partitions: 3));
                    k.TopicEndpoint("notes.commands", "notes", endpoint => endpoint.ConfigureConsumer<AddNoteConsumer>(context));
                });
            });
        });
        return builder.Build();
    }
}

public sealed record AddNote(string Text);

public sealed record NoteAdded(Guid Id, string Text);

public sealed record NoteRefused(string Text);

public sealed class AddNoteConsumer : IConsumer<AddNote>
{
    public async Task Consume(ConsumeContext<AddNote> context)
    {
        object outcome = context.Message.Text is "" ? new NoteRefused("") : new NoteAdded(context.CorrelationId!.Value, context.Message.Text);
        await context.Publish(outcome, sent => sent.CorrelationId = context.CorrelationId);
        await context.RespondAsync(outcome, sent => sent.CorrelationId = context.CorrelationId);
    }
}
