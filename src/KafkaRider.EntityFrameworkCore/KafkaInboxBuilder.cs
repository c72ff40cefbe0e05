using System.Text.Json.Serialization.Metadata;
using KafkaRider.Internal;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace KafkaRider.EntityFrameworkCore;

/// <summary>Says what the commands of a service come to.</summary>
/// <typeparam name="TDbContext">The context of the database that they change.</typeparam>
public sealed class KafkaInboxBuilder<TDbContext>
    where TDbContext : DbContext
{
    private readonly IServiceCollection _services;
    private readonly OutcomeTypes _outcomes;

    internal KafkaInboxBuilder(IServiceCollection services, OutcomeTypes outcomes)
    {
        _services = services;
        _outcomes = outcomes;
    }

    /// <summary>Adds an outcome that tells of something that happened.</summary>
    /// <typeparam name="T">The outcome; its name is what the inbox keeps of the type.</typeparam>
    /// <param name="topic">The topic that it is published to.</param>
    /// <param name="key">Returns the key of the record: that of the entity, so that what happens to it stays in order.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">Another outcome has the name.</exception>
    public KafkaInboxBuilder<TDbContext> Fact<T>(string topic, Func<T, string?> key)
        where T : class
    {
        _outcomes.Add(new(typeof(T), topic, IsRejection: false, rider => rider.AddProducer(topic, key)));
        return this;
    }

    /// <summary>Adds an outcome that says why nothing was changed. The key of its record is the operation's id.</summary>
    /// <typeparam name="T">The outcome; its name is what the inbox keeps of the type.</typeparam>
    /// <param name="topic">The topic that it is published to.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">Another outcome has the name.</exception>
    public KafkaInboxBuilder<TDbContext> Rejection<T>(string topic)
        where T : class
    {
        _outcomes.Add(new(typeof(T), topic, IsRejection: true, rider => rider.AddProducer<T>(topic)));
        return this;
    }

    /// <summary>Adds types whose JSON is source generated. Any other type is written and read by reflection.</summary>
    /// <param name="resolver">Usually the <c>Default</c> of a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> UseJson(IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);

        _outcomes.UseJson(resolver);
        return this;
    }

    /// <summary>Says what a command is answered whose operation has executed another one.</summary>
    /// <param name="conflict">Returns the answer to the operation's id, always of one type. By default it is <see cref="OperationConflict"/>.</param>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> ConflictsAs(Func<Guid, object> conflict)
    {
        ArgumentNullException.ThrowIfNull(conflict);

        _services.Replace(ServiceDescriptor.Singleton(new ConflictAnswer(conflict)));
        return this;
    }

    /// <summary>Says how long commands stay in their topic: <see cref="InboxOptions.Retention"/> may not be less.</summary>
    /// <param name="lifetime">The retention of the topic.</param>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> CommandsLive(TimeSpan lifetime)
    {
        _services.AddSingleton<IValidateOptions<InboxOptions>>(new InboxRetentionValidator(lifetime));
        return this;
    }

    /// <summary>Adds a table whose rows are deleted once they are as old as operations are remembered.</summary>
    /// <param name="table">The name of the table.</param>
    /// <param name="column">The column that says since when, in UTC; rows where it is NULL stay. It wants an index.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">A name has other letters than those of plain identifiers.</exception>
    /// <remarks>For what a command leaves only so that another one, which it is ordered by nothing with, finds it: any that comes later is refused for its age.</remarks>
    public KafkaInboxBuilder<TDbContext> PurgeWith(string table, string column)
    {
        RequireIdentifier(table, nameof(table));
        RequireIdentifier(column, nameof(column));

        _services.AddSingleton(new PurgedTable(table, column));
        return this;
    }

    /// <summary>Says what former versions of the service kept as the fingerprint of a command.</summary>
    /// <param name="of">Returns the digest, or <see langword="null"/> where there was none.</param>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> FormerFingerprints(Func<object, Digest?> of)
    {
        ArgumentNullException.ThrowIfNull(of);

        _services.AddSingleton(new FormerFingerprints(of));
        return this;
    }

    /// <summary>Adds what the health check is to do, beside writing to the inbox, to find out whether commands can be executed.</summary>
    /// <param name="append">
    /// Appends statements that do to the service's tables what its commands do, each with a semicolon after it. They are rolled back. It is called
    /// once a second at most, by one thread at a time.
    /// </param>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> ProbeWith(Action<SqlText> append)
    {
        ArgumentNullException.ThrowIfNull(append);

        _services.AddSingleton(new CommandProbe(append));
        return this;
    }

    /// <summary>Adds what SQL alone cannot do for a migration.</summary>
    /// <typeparam name="TStep">What does it.</typeparam>
    /// <returns>The same builder.</returns>
    public KafkaInboxBuilder<TDbContext> AddSchemaStep<TStep>()
        where TStep : class, ISchemaStep<TDbContext>
    {
        _services.AddSingleton<ISchemaStep<TDbContext>, TStep>();
        return this;
    }

    private static void RequireIdentifier(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);

        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            throw new ArgumentException($"'{name}' is not a plain identifier.", parameter);
        }
    }
}
