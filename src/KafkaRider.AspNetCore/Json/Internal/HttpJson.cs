using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Sets how JSON is read and written over HTTP: strictly, and without what has no value.</summary>
/// <remarks>The service may add source-generated types to the same options; all others are written by reflection.</remarks>
internal sealed class HttpJson : IConfigureOptions<JsonOptions>, IPostConfigureOptions<JsonOptions>
{
    private const int MaxDepth = 16;

    /// <summary>Returns the options that bodies are read and written with.</summary>
    public static JsonSerializerOptions Of(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        options.MakeReadOnly();
        return options;
    }

    public void Configure(JsonOptions options)
    {
        var json = options.SerializerOptions;
        json.PropertyNameCaseInsensitive = false;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = false;
        json.MaxDepth = MaxDepth;
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Letters of every language as they are, but nothing that a browser could take for HTML, which the default of HTTP leaves as it is.
        json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        json.TypeInfoResolverChain.Insert(0, HttpJsonContext.Default);
    }

    public void PostConfigure(string? name, JsonOptions options)
    {
        if (!options.SerializerOptions.TypeInfoResolverChain.OfType<DefaultJsonTypeInfoResolver>().Any())
        {
            options.SerializerOptions.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        }
    }
}
