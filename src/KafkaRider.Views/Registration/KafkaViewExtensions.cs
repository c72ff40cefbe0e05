using KafkaRider.Views.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KafkaRider.Views;

/// <summary>Adds views to the services of an application.</summary>
public static class KafkaViewExtensions
{
    /// <summary>Adds a view, as a singleton, and has the rider of this application follow its topic.</summary>
    /// <typeparam name="TView">The type of the view.</typeparam>
    /// <param name="services">The services to add to.</param>
    /// <param name="topic">The topic, without <see cref="KafkaOptions.Prefix"/>.</param>
    /// <param name="section">
    /// Where in the configuration its <see cref="KafkaViewOptions"/> stand, such as <c>Reading</c>; <see langword="null"/> if nowhere.
    /// </param>
    /// <returns>A builder that changes the options.</returns>
    /// <exception cref="InvalidOperationException">The view was added already.</exception>
    /// <remarks>Options that cannot be stop the host before it starts.</remarks>
    public static OptionsBuilder<KafkaViewOptions> AddKafkaView<TView>(this IServiceCollection services, string topic, string? section = null)
        where TView : KafkaView
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(topic);

        if (services.Any(service => service.ServiceType == typeof(ViewFollower<TView>)))
        {
            throw new InvalidOperationException($"{typeof(TView)} was added already: a view follows one topic.");
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(CreateView<TView>);
        services.AddSingleton(CreateFollower<TView>);
        services.AddHostedService<ViewSnapshotService<TView>>();
        services.AddTopicFollower(
            topic, provider => provider.GetRequiredService<ViewFollower<TView>>(), provider => GetOptions<TView>(provider).LagLimit);
        return AddOptions<TView>(services, section);
    }

    private static OptionsBuilder<KafkaViewOptions> AddOptions<TView>(IServiceCollection services, string? section)
    {
        var name = NameOf<TView>();
        services.AddSingleton<IValidateOptions<KafkaViewOptions>>(
            new KafkaViewOptionsValidator(name, section ?? typeof(TView).Name, typeof(TView)));
        var options = services.AddOptions<KafkaViewOptions>(name).ValidateOnStart();
        return section is null ? options : options.BindConfiguration(section);
    }

    private static TView CreateView<TView>(IServiceProvider services)
        where TView : KafkaView
    {
        var view = ActivatorUtilities.CreateInstance<TView>(services);
        view.Configure(GetOptions<TView>(services));
        return view;
    }

    private static ViewFollower<TView> CreateFollower<TView>(IServiceProvider services)
        where TView : KafkaView
    {
        var view = services.GetRequiredService<TView>();
        var options = GetOptions<TView>(services).Snapshot;

        return new(view, view is ISnapshotView snapshots && !string.IsNullOrWhiteSpace(options.Path)
            ? new(
                snapshots, view.Progress, view.Turn, view.Forget, options, services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<ViewSnapshots>>())
            : null);
    }

    private static KafkaViewOptions GetOptions<TView>(IServiceProvider services) =>
        services.GetRequiredService<IOptionsMonitor<KafkaViewOptions>>().Get(NameOf<TView>());

    private static string NameOf<TView>() => typeof(TView).FullName!;
}
