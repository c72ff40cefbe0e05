using System.Net;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        var result = new ValidateOptionsResultBuilder();

        if (options.PathBase.Length > 0 && !IsPath(options.PathBase))
        {
            AddError(result, nameof(options.PathBase), options.PathBase, "it must be a path such as /api: with a slash in front, and none at the end");
        }

        foreach (var proxy in options.Proxies.Where(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)))
        {
            AddError(result, nameof(options.KnownProxies), proxy, "it must be an address, or a network such as 10.0.0.0/8");
        }

        foreach (var origin in options.Origins.Where(origin => origin != CorsSetup.AnyOrigin && !IsOrigin(origin)))
        {
            AddError(result, nameof(options.AllowedOrigins), origin, "it must be an origin such as https://app.example, without a path, or *");
        }

        return result.Build();
    }

    private static void AddError(ValidateOptionsResultBuilder result, string option, string value, string rule) =>
        result.AddError($"{HttpOptions.SectionName}:{option} has {value}, but {rule}.");

    private static bool IsPath(string path) =>
        path.StartsWith('/') && !path.EndsWith('/') && Uri.TryCreate($"http://localhost{path}", UriKind.Absolute, out var uri) && uri.AbsolutePath == path;

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}
