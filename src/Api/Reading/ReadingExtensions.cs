using Microsoft.Extensions.DependencyInjection.Extensions;
using Users.Api.Reading.Snapshots;

namespace Users.Api.Reading;

internal static class ReadingExtensions
{
    public static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ReadingOptions, ReadingOptionsValidator>()
            .BindConfiguration(ReadingOptions.SectionName);
        builder.Services.AddOptionsWithValidateOnStart<SnapshotOptions, SnapshotOptionsValidator>()
            .BindConfiguration(SnapshotOptions.SectionName);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FollowedTopics>();
        builder.Services.AddSingleton<UserView>();
        builder.Services.AddSingleton<EventProgress>();
        builder.Services.AddSingleton<SnapshotStore>();
        builder.Services.AddHostedService<SnapshotService>();
        builder.Services.AddSingleton<EventFollower>();
        return builder;
    }
}
