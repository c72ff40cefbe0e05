using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using KafkaRider.AspNetCore.Internal;

namespace KafkaRider.AspNetCore.Tests.Input;

public sealed class ErrorNamesTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    [Fact]
    public void Errors_OfRulesThatNameNothing_AreListedByTheNamesInJson()
    {
        var rules = new InlineValidator<Body>();
        rules.RuleSet(CommandRuleSets.OnlyNew, () =>
        {
            rules.RuleFor(body => body.Email).NotEmpty();
            rules.RuleFor(body => body.PostalAddress.ZipCode).NotEmpty();
            rules.RuleFor(body => body.PostalAddress.ZipCode).Length(5).OverridePropertyName("postalAddress.zipCode");
            rules.RuleFor(body => body).Must(_ => false).WithMessage("Never.");
        });

        var problem = new JsonBodyReader<Body>(Web, rules).FindProblemIfNew(new("", new("")));

        Assert.Equal(["$", "e-mail", "postalAddress.zipCode"], problem!.Errors!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, problem.Errors["postalAddress.zipCode"].Length);
    }

    public sealed record Body([property: JsonPropertyName("e-mail")] string Email, Address PostalAddress);

    public sealed record Address(string ZipCode);
}
