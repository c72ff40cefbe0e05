using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore;

/// <summary>Adds commands over HTTP to an application.</summary>
public static class KafkaCommandsExtensions
{
    /// <summary>Adds the commands that a topic carries, and all that their endpoints need: the bus with its rider, operations, and the limits of HTTP.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="topic">The topic. Replies come over the topic <c>.replies</c> of the same system, failures over that with <c>.dead-letter</c> behind.</param>
    /// <param name="configure">Adds the commands.</param>
    /// <returns>The same builder, for chaining.</returns>
    /// <remarks>Can be called for several topics.</remarks>
    public static WebApplicationBuilder AddKafkaCommands(this WebApplicationBuilder builder, string topic, Action<KafkaCommandsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentNullException.ThrowIfNull(configure);

        var setup = builder.Services.Select(service => service.ImplementationInstance).OfType<CommandsSetup>().FirstOrDefault() ?? Create(builder, topic);
        setup.Add(topic);
        configure(new KafkaCommandsBuilder(topic, setup));
        return builder;
    }

    /// <summary>Sees to what clients and proxies mean, and accounts for commands. Goes before all other middleware; routing is part of it.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application, for chaining.</returns>
    public static WebApplication UseKafkaCommands(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        LameDuck.Use(app);
        app.UseHttp();
        app.UseMiddleware<CommandAccounting>();
        app.UseProblems();
        app.Services.GetRequiredService<ConnectionLimit>().Use(app);
        RequestSizes.Use(app);
        app.UseCallers();
        app.UseRateLimits();
        return app;
    }

    private static CommandsSetup Create(WebApplicationBuilder builder, string topic)
    {
        var services = builder.Services;
        var setup = new CommandsSetup(services);
        setup.Add(topic);

        builder.AddHosting();
        builder.AddHttp();
        builder.AddProblems();
        builder.AddHttpJson();
        builder.AddCallers();
        builder.AddRateLimits();
        builder.AddOperations();
        services.AddSingleton(setup);
        services.AddSingleton(setup.Outcomes);
        services.AddSingleton(new OutcomeCodec(setup.Messages));
        services.AddSingleton(_ => new CommandFingerprints(setup.Messages.TypeInfoResolver!));
        services.AddSingleton(setup.Followed);
        services.AddSingleton(setup.CommandTypes);
        services.AddSingleton<OperationIds>();
        services.AddSingleton<OwnOutcomes>();
        services.AddSingleton<CommandDispatcher>();
        services.AddSingleton<CommandMetrics>();
        setup.Connect(builder.Configuration);
        return setup;
    }
}
