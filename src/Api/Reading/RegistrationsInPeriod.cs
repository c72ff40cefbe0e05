namespace Users.Api.Reading;

internal sealed record RegistrationsInPeriod(string Period, int Count);
