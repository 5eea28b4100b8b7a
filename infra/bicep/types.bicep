@export()
@description('One robot of the app.')
type robotType = {
  @description('Its name here: letters, digits and dashes. Its secrets in the vault are <name>-secret and <name>-secondary-secret.')
  @minLength(1)
  @maxLength(64)
  name: string

  @description('Its id, as the repository gave it at registration.')
  id: string

  @description('Whether <name>-secondary-secret is in use: while secrets are rotated.')
  secondarySecret: bool

  @description('Its options by name, such as Version, Source, Enhancer or Polling__Enabled.')
  settings: settingsType
}

@export()
@description('App settings by name. Never a secret: anybody who may read the app may read them.')
type settingsType = {
  @description('The value of a setting, as text.')
  *: string
}

@export()
@description('The instances that are always there.')
type alwaysReadyType = {
  @description('For the endpoints. At least one: the repository waits five seconds for an answer, which a cold start may take.')
  @minValue(1)
  http: int

  @description('For the runs. None is cheaper, and a run that follows an idle time begins some seconds later.')
  @minValue(0)
  durable: int
}

@export()
@description('Who may reach a resource over the network.')
type networkAccessType = {
  @description('Whether only private endpoints and the ranges below reach it.')
  isolated: bool

  @description('Public IPv4 addresses or ranges that reach it nevertheless, such as an operator\'s.')
  allowedIpRanges: string[]
}

@export()
@description('Where everything is that the app uses.')
type endpointsType = {
  @description('The blobs of the storage account, with a last slash.')
  blobs: string

  @description('Its queues.')
  queues: string

  @description('Its tables.')
  tables: string

  @description('The vault, with a last slash.')
  vault: string

  @description('The connection string of Application Insights.')
  insights: string
}

@export()
@description('The tags of a resource, by name.')
type tagsType = {
  @description('The value of a tag.')
  *: string
}
