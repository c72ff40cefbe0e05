using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Users.Api.Reading;

internal static class ReadingExtensions
{
    public static WebApplicationBuilder AddReading(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ReadingOptions, ReadingOptionsValidator>()
            .BindConfiguration(ReadingOptions.SectionName);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FollowedTopics>();
        builder.Services.AddSingleton<UserView>();
        builder.Services.AddSingleton<EventFollower>();
        return builder;
    }
}
