using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using KafkaRider;
using KafkaRider.Views;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Words;

/// <summary>The program that the README shows, line for line.</summary>
public static class WordsProgram
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        var kafka = new KafkaOptions { BootstrapServers = "localhost:9092" };
        builder.Configuration.Bind("Kafka", kafka);
        builder.Services.AddKafkaView<WordCounts>("words");
        builder.Services.AddSingleton(new TopicWriter(kafka, "words", new DefaultJsonTypeInfoResolver()));
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingInMemory();
            bus.AddRider(rider => rider.UsingKafka((_, k) =>
            {
                k.Host(kafka);
                k.Topic("words", partitions: 3);
            }));
        });

        var app = builder.Build();
        app.MapPost("/words/{word}", (string word, TopicWriter words) => words.WriteAsync(word, new WordSaid(word)));
        app.MapGet("/words/{word}", (string word, WordCounts counts) =>
            counts.IsCurrent ? Results.Ok(counts.Of(word)) : Results.StatusCode(503));
        return app;
    }
}

public sealed record WordSaid(string Word);

public sealed class WordCounts : KafkaView
{
    private readonly ConcurrentDictionary<string, int> _counts = new();

    public WordCounts() => On<WordSaid>(said => _counts.AddOrUpdate(said.Word, 1, (_, count) => count + 1));

    public int Of(string word) => _counts.GetValueOrDefault(word);

    protected override void Clear() => _counts.Clear();
}
