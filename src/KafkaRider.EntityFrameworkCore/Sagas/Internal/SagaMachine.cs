using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;

namespace KafkaRider.Internal;

/// <summary>Knows of a state machine what its repository asks.</summary>
internal sealed class SagaMachine<TSaga>(SagaStateMachine<TSaga> machine)
    where TSaga : class, SagaStateMachineInstance
{
    private readonly ConcurrentDictionary<Type, bool> _beginnings = new();

    /// <summary>Gets the name under which instances are kept.</summary>
    public static string Type { get; } = typeof(TSaga).Name;

    public async Task<string> GetStateAsync(SagaConsumeContext<TSaga> context) =>
        (await machine.Accessor.Get(new MassTransitStateMachine<TSaga>.BehaviorContextProxy(machine, context, machine.Initial.Enter)).ConfigureAwait(false)).Name;

    /// <summary>Notes that an event of this type has begun a saga.</summary>
    public void NoteBeginning(Type eventType) => _beginnings.TryAdd(eventType, true);

    /// <summary>Says whether an event of this type is likely to be the first of its saga.</summary>
    public bool IsBeginning(Type eventType) => _beginnings.ContainsKey(eventType);

    /// <summary>Says whether a state is one from which nothing more is expected.</summary>
    public bool IsEnd(string state) => state == machine.Final.Name;

    public static TSaga Read(SagaRecord row)
    {
        var instance = JsonSerializer.Deserialize<TSaga>(row.Body, SagaJson.Options)
            ?? throw new JsonException($"The body of {row.Type} {row.Id} is JSON null.");
        instance.CorrelationId = row.Id;

        if (instance is ISagaVersion versioned)
        {
            versioned.Version = row.Version;
        }

        return instance;
    }

    public static string Write(TSaga instance) => JsonSerializer.Serialize(instance, SagaJson.Options);
}
