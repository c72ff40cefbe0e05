using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads the section. Its lists can be given as one text, or entry by entry, as in a JSON file.</summary>
internal sealed class HttpOptionsSetup(IConfiguration configuration) : IConfigureOptions<HttpOptions>
{
    public void Configure(HttpOptions options)
    {
        var section = configuration.GetSection(HttpOptions.SectionName);
        options.PathBase = section[nameof(options.PathBase)] ?? options.PathBase;
        options.KnownProxies = ReadList(section.GetSection(nameof(options.KnownProxies)));
        options.AllowedOrigins = ReadList(section.GetSection(nameof(options.AllowedOrigins)));
    }

    private static string ReadList(IConfigurationSection list) =>
        list.Value ?? string.Join(',', list.GetChildren().Select(entry => entry.Value));
}
