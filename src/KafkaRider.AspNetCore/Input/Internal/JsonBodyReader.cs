using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.AspNetCore.Connections;

namespace KafkaRider.AspNetCore.Internal;

/// <summary>Reads the JSON body of a request and validates it, so that an endpoint sees only what is right.</summary>
internal sealed class JsonBodyReader<T>(JsonSerializerOptions json, IValidator<T>? validator, params string[] mediaTypes)
    where T : class
{
    /// <summary>Names the body as a whole where no single member is at fault.</summary>
    public const string WholeBody = "$";

    private readonly JsonTypeInfo<T> _typeInfo = (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
    private readonly bool _hasRulesOfNew = validator?.CreateDescriptor().Rules.Any(rule => rule.RuleSets?.Contains(CommandRuleSets.OnlyNew) is true) is true;

    public string[] MediaTypes => mediaTypes;

    public async ValueTask<Reading<T>> ReadAsync(HttpContext http)
    {
        if (!JsonMediaType.IsAcceptable(http.Request, mediaTypes, out var problem))
        {
            return new Reading<T>(problem);
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.BodyReader, _typeInfo, http.RequestAborted) is { } value
                ? Validate(value)
                : Malformed("The body must be a JSON object, not null.");
        }
        catch (JsonException malformed)
        {
            return Malformed(
                "The body must be one JSON object in UTF-8 that names no member twice; "
                + $"reading stopped in line {malformed.LineNumber + 1} at byte {malformed.BytePositionInLine + 1}.");
        }
        catch (IOException broken) when (broken is not (BadHttpRequestException or ConnectionResetException))
        {
            // Kestrel reports most bad framing as a bad request, but a chunk size that overflows as a plain failure to read.
            throw new BadHttpRequestException("The body could not be read.", broken);
        }
    }

    /// <summary>Returns why a valid body is none for a new command, if there is anything.</summary>
    public Problem? FindProblemIfNew(T value) =>
        _hasRulesOfNew && validator!.Validate(value, with => with.IncludeRuleSets(CommandRuleSets.OnlyNew)) is { IsValid: false } result ? Explain(result) : null;

    private Reading<T> Validate(T value) => validator?.Validate(value) is { IsValid: false } result ? new(Explain(result)) : new(value);

    private Problem Explain(ValidationResult result) => ProblemTypes.InvalidRequest.With(
        "The body has errors, which are listed by field.",
        result.Errors.GroupBy(error => NameInJson(error.PropertyName), error => error.ErrorMessage).ToDictionary(field => field.Key, field => field.ToArray()));

    // Rules name what C# does; whoever sent the body knows what JSON does.
    private string NameInJson(string path)
    {
        if (path.Length == 0)
        {
            return WholeBody;
        }

        var members = path.Split('.');
        var first = _typeInfo.Properties.FirstOrDefault(property => property.AttributeProvider is MemberInfo member && member.Name == members[0]);
        var others = members.Skip(first is null ? 0 : 1).Select(member => json.PropertyNamingPolicy?.ConvertName(member) ?? member);

        return string.Join('.', first is null ? others : others.Prepend(first.Name));
    }

    private static Reading<T> Malformed(string error) =>
        new(ProblemTypes.InvalidRequest.With("The body could not be read.", new Dictionary<string, string[]> { [WholeBody] = [error] }));
}
